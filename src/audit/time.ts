/** `2025-02-12T22:16:48Z`, and what CloudTrail Lake and Athena make of it: `2025-02-12 22:16:48.000`. */
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z| ?UTC)?$/;

/** A time of a log in one form, so that times compare as texts; `undefined` if it is not a time. */
export function normaliseTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.length === 20 && text.charCodeAt(19) === 90 && text.charCodeAt(10) === 84)
    return TIME.test(text) ? text : undefined;
  const [, day, clock] = TIME.exec(text) ?? [];
  return day === undefined ? undefined : `${day}T${clock}Z`;
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `2025-06-01`, `2025-06-01T12:00:00Z`, or how long ago: `36h`, `7d`, `4w`. */
export function parseSince(text: string, now: number): string | undefined {
  const [, amount, unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  const milliseconds =
    amount === undefined
      ? /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/.test(text)
        ? Date.parse(text)
        : Number.NaN
      : now - Number(amount) * (UNITS[unit] ?? 0);
  return Number.isNaN(milliseconds) ? undefined : `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
