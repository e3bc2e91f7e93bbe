// What is held besides markets, planned and published without a page.

import { plan, stepMarket } from "./holding.mjs";
import { HERE, comes } from "./neighbours.mjs";
import { MARKET } from "./table.mjs";

export const DAY = 24 * 60 * 60_000;
export const desk = (id) => `${HERE}/desk/markets/${id}`;

/** Nine in the morning of a day for which one can sign up already, and a place of the organiser's. */
export async function aMorning(organiser) {
  const { ahead } = await organiser.ask("GET", `${HERE}/markets`);
  const near = ahead.find(({ title }) => title === MARKET);
  const { place } = await organiser.ask("GET", desk(near.id));
  return { node: place, starts: near.starts_at - 4 * DAY };
}

/** Planned by its organiser, published by another person. */
export async function publishes(town, organiser, more, stall, cut = null) {
  const { node, starts } = await aMorning(organiser);
  const { id } = await organiser.ask("POST", `${HERE}/desk/markets`, plan(node, starts, more));
  const { stalls: [added] } = await organiser.ask("POST", `${desk(id)}/stalls`, stall);
  if (cut) await organiser.ask("POST", `${HERE}/desk/stalls/${added.id}/slots`, cut);
  await stepMarket(organiser, id, { is: "submit" });
  await stepMarket(await comes(town, "secretary"), id, { is: "publish" });
  return { id, starts };
}
