/** When a person replies, and whether that is now. */

import { words } from "../shared/words.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * @param {import("./config.js").Hours} hours
 * @param {Date} now
 */
export function hoursLine({ line, zone, week }, now) {
  try {
    // "Mon 09:30", in the clinic's time zone
    const clock = now.toLocaleString("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit" });
    const [day, hour, minute] = clock.split(/\W+/);
    const at = 60 * Number(hour) + Number(minute);
    const open = week[DAYS.indexOf(day)].some(([start, end]) => start <= at && at < end);
    return `${line} ${open ? words.openNow : words.closedNow}`;
  } catch {
    // No time zone, or one that this browser doesn't know.
    return line;
  }
}
