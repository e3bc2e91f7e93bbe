// A PostgreSQL server of its own, on a socket in a folder that goes with it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

// Runs until its standard input ends: then whoever started it is gone, however that came about.
const RUN = `
  set -e
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  "$1/initdb" -D "$folder/data" -U tests -A trust --no-sync >/dev/null
  "$1/pg_ctl" start -w -D "$folder/data" -l "$folder/log" \
    -o "-k $folder -c listen_addresses= -c fsync=off" >/dev/null
  echo "$folder"
  cat >/dev/null
  "$1/pg_ctl" stop -m immediate -D "$folder/data" >/dev/null
`;

/** Starts it. The result has its `url`, and `stop` to end it. */
export async function startPostgres() {
  const programs = folders().find((folder) => existsSync(join(folder, "initdb")));
  if (!programs) throw new Error("journeys need PostgreSQL: install Debian's package postgresql");
  const [program, ...as] = plainUser();
  const server = spawn(program, [...as, "-c", RUN, "postgres-for-journeys", programs], {
    cwd: "/tmp",
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(server.stdout);
  const [folder] = await Promise.race([
    once(lines, "line"),
    once(server, "exit").then(() => { throw new Error("PostgreSQL did not start"); }),
  ]);
  return {
    url: `postgres://tests@localhost/postgres?host=${folder}`,
    async stop() {
      server.stdin.end();
      await once(server, "exit");
    },
  };
}

// Debian does not put them on the path.
function folders() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
}

// It does not run as root; where the journeys do, it runs as the user it came with.
function plainUser() {
  if (process.getuid() !== 0) return ["sh"];
  return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"];
}
