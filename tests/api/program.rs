//! The program as it is typed: what it refuses, what it says, and what its log does not.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;
use tests::{program::Program, program::free_address, stored::Stored, wire};

fn program() -> Program {
    Program::inside(env!("CARGO_BIN_EXE_faults"))
}

/// The program in an empty folder, with no settings from outside.
fn typed(folder: &Path, line: &str) -> Command {
    let mut command = program().command();
    for name in ["DATABASE_URL", "KEYS_FILE", "LISTEN", "PUBLIC_URL", "SMS_GATEWAY", "RUST_LOG"] {
        command.env_remove(name);
    }
    command.args(line.split(' ').filter(|word| !word.is_empty())).current_dir(folder);
    command
}

fn run(folder: &TempDir, line: &str) -> (i32, String, String) {
    let Output { status, stdout, stderr } = typed(folder.path(), line).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// What would be dangerous is refused before anything is opened, with what to do instead.
#[test]
fn what_would_be_dangerous_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let tls = "--public-url https://linyuan.example";
    for (line, code, says) in [
        ("serve", 2, "--public-url must"),
        ("serve --public-url http://linyuan.example", 2, "TLS"),
        (&format!("serve {tls}"), 2, "--sms must"),
        (&format!("serve {tls} --sms log"), 2, "--development only"),
        (&format!("serve {tls} --sms ftp://x"), 2, "--sms"),
        ("serve --development --listen 0.0.0.0:8080", 2, "--listen 127.0.0.1:8080"),
        ("serve --development --listen [::]:8080", 2, "this machine only"),
        ("serve --demo", 2, "--development"),
        ("serve --ahead 60", 2, "--development"),
        ("serve --trusted-proxies nonsense --development", 2, "nonsense is no IP address"),
        ("migrate --database-url mysql://x", 2, "sqlite:"),
        ("migrate --database-url postgres://x:secret@127.0.0.1:1/x", 3, "cannot be reached"),
        ("migrate --keys /proc/keys", 4, "keys"),
        ("import grid none.csv --community x", 1, "none.csv"),
        ("nonsense", 2, "nonsense"),
    ] {
        let (ended, _, stderr) = run(&folder, line);
        assert_eq!(ended, code, "{line}: {stderr}");
        assert!(stderr.contains(says), "{line}: {stderr}");
        assert!(!stderr.contains("secret"), "{line}: {stderr}");
    }
    let data = folder.path().join("data");
    assert!(!data.join("linyuan.db").exists(), "nothing was opened");
}

#[test]
fn an_address_that_is_taken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap();
    let (code, _, stderr) = run(&folder, &format!("serve --development --listen {at}"));
    assert_eq!(code, 5, "{stderr}");
    assert!(stderr.contains(&at.to_string()));
}

#[test]
fn help_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = String::new();
    for line in ["--help", "serve --help", "migrate --help", "admin first-link --help"] {
        let mut command = typed(folder.path(), line);
        command.env("DATABASE_URL", "postgres://x:tellnobody@h/x");
        command.env("SMS_GATEWAY", "https://tellnobody@h/").env("KEYS_FILE", "/tellnobody");
        let output = command.output().unwrap();
        assert!(output.status.success());
        all += &String::from_utf8(output.stdout).unwrap();
    }
    assert!(all.contains("DATABASE_URL") && all.contains("SMS_GATEWAY"));
    assert!(!all.contains("tellnobody"), "{all}");
}

/// From nothing to the link for the first administrator.
#[test]
fn a_community_is_founded_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("grid.csv"), GRID).unwrap();
    let found = "admin found yongan --name 永安社区 --district 测试市 --phone 0937-1234567 \
                 --hours 8:30–18:00 --levels 社区,片区,院落,楼栋";
    let link = "admin first-link --community yongan --public-url https://linyuan.example";
    assert!(run(&folder, "admin first-link --community yongan").2.contains("no community yongan"));
    assert!(run(&folder, &found.replace("yongan", "API")).2.contains("cannot be a name"));
    assert_eq!(run(&folder, found).0, 0);
    assert!(run(&folder, found).2.contains("already"));
    assert!(run(&folder, link).2.contains("no grid yet"));
    let import = "import grid grid.csv --community yongan";
    assert_eq!(
        run(&folder, &format!("{import} --dry-run")).1,
        "2 would be added, 0 would be changed.\n"
    );
    assert_eq!(run(&folder, import).1, "2 added, 0 changed.\n");
    let (code, said, _) = run(&folder, link);
    assert_eq!(code, 0);
    assert!(said.starts_with("https://linyuan.example/staff/enrol/"), "{said}");
    assert!(run(&folder, "seed").2.contains("empty database"));
    let (code, lines, said) = run(&folder, "admin audit --from 2020-01-01 --to 2100-12-31");
    assert_eq!(code, 0, "{said}");
    assert!(lines.lines().any(|it| it.contains(r#""what":"audit.export""#)), "{lines}");
    let (_, table, _) = run(&folder, "admin audit --from 2020-01-01 --to 2100-12-31 --format csv");
    assert!(table.starts_with("at,community,who,roles,from,what,about"), "{table}");
    assert_eq!(run(&folder, "admin audit --from 2026-13-01 --to 2026-12-31").0, 2);
    let mode = |path: &str| {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(folder.path().join(path)).unwrap().permissions().mode() & 0o777
    };
    assert_eq!((mode("data"), mode("data/keys"), mode("data/linyuan.db")), (0o700, 0o600, 0o600));
}

/// All rows of a file, or none of them, and which one is wrong.
#[test]
fn wishes_of_former_years_come_in_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&folder, "seed").0, 0);
    let import = |rows: &str| {
        let file = format!("kind,title,node,status,posted,opened\n{rows}");
        fs::write(folder.path().join("wishes.csv"), file).unwrap();
        run(&folder, "import wishes wishes.csv --community hantangjiebei")
    };
    let history = || run(&folder, "admin verify-audit").1;
    let (good, before) = ("repair,灯坏了,H,open,2026-01-01,2026-01-02\n", history());

    let bad = format!("{good}repair,水管漏水,H-99,open,2026-01-01,2026-01-02\n");
    let (code, said, stderr) = import(&bad);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(stderr.contains("第 3 行 node"), "{stderr}");
    assert_eq!(history(), before, "nothing has happened");

    assert_eq!(import(good).1, "1 added, 0 changed.\n");
    assert_ne!(history(), before, "the control");
}

/// What it printed is what it is later compared with.
#[test]
fn the_history_is_checked_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&folder, "seed").0, 0);
    let (code, said, _) = run(&folder, "admin verify-audit");
    assert_eq!(code, 0);
    assert!(said.contains("is whole") && said.contains("hantangjiebei "), "{said}");
    fs::write(folder.path().join("seen"), &said).unwrap();
    assert_eq!(run(&folder, "admin verify-audit --seen seen").0, 0);

    let end = said.lines().last().unwrap();
    let (start, hash) = end.rsplit_once(' ').unwrap();
    let first = if hash.starts_with('0') { '1' } else { '0' };
    let other = format!("{start} {first}{}", &hash[1..]);
    fs::write(folder.path().join("seen"), other).unwrap();
    let (code, _, stderr) = run(&folder, "admin verify-audit --seen seen");
    assert_eq!(code, 1);
    assert!(stderr.contains("was seen otherwise"), "{stderr}");
    fs::write(folder.path().join("seen"), "nonsense").unwrap();
    assert_eq!(run(&folder, "admin verify-audit --seen seen").0, 1);
}

const GRID: &str = "code,parent,name,streets,phone\nY,,永安社区,,\nY-1,Y,东片区,东大街,\n";

#[test]
fn the_description_of_the_api_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let document: serde_json::Value = serde_json::from_str(&run(&folder, "openapi").1).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
}

/// One line per request, without what somebody looked for, whose it was, or who asked.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_what_happened_and_to_nobody() {
    use axum::body::Body;
    use tower::ServiceExt;

    let (folder, at) = (tempfile::tempdir().unwrap(), free_address());
    let log = folder.path().join("log");
    let line = format!("serve --development --demo --log-format json --listen {at}");
    let mut serve = typed(folder.path(), &line);
    let serve = serve.stdout(Stdio::null()).stderr(fs::File::create(&log).unwrap());
    let mut child = serve.spawn().unwrap();
    let ask = |url: &str| {
        let request = http::Request::get(url).header("cookie", "linyuan=cookiecanary");
        wire::router(at).oneshot(request.body(Body::empty()).unwrap())
    };
    while ask("/readyz").await.unwrap().status() != 200 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        assert!(child.try_wait().unwrap().is_none(), "{}", fs::read_to_string(&log).unwrap());
    }
    let wish = "00000000-0000-7000-8000-000000000000";
    let answer = ask(&format!("/api/hantangjiebei/wishes/{wish}")).await.unwrap();
    let number = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    for url in [
        format!("/hantangjiebei/wishes/{wish}?q=querycanary"),
        "/api/hantangjiebei/wishes?q=querycanary".into(),
        "/staff/enrol/tokencanary".into(),
        "/pathcanary%0a{}".into(),
    ] {
        ask(&url).await.unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let log = fs::read_to_string(&log).unwrap();
    for secret in [wish, "querycanary", "tokencanary", "pathcanary", "cookiecanary"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = lines.iter().find(|line| line["request"] == number.as_str()).unwrap();
    assert_eq!((&line["status"], &line["method"]), (&404.into(), &"GET".into()));
    assert_eq!(line["route"], "/api/{community}/wishes/{wish}");
}

/// A copy is for its owner alone, and never over another.
#[test]
fn a_backup_is_made_from_the_command_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &str| typed(folder.path(), line).output().unwrap().status.success();
    assert!(run("seed"));
    assert!(run("backup copy.db"));
    assert!(!run("backup copy.db"), "it is there already");
    let copy = folder.path().join("copy.db");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(run("admin verify-audit --database-url sqlite:copy.db"));
    assert!(Stored::of_file(&copy).holds(b"hantangjiebei"));
}
