const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** Formats a size in decimal units: `1.2 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** Formats a number with separators: `12,345`. */
export function formatCount(count: number): string {
  // As `toLocaleString('en-US')`, which takes ten milliseconds the first time.
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * Formats a time as local time with UTC offset: `2024-05-01 14:03:22 +02:00`; `–` for none.
 *
 * @param offset minutes by which local time is ahead of UTC; default: that of this computer
 */
export function formatTime(
  time: number | null,
  offset = time === null ? 0 : -new Date(time).getTimezoneOffset(),
): string {
  if (time === null) return '–';
  const local = new Date(time + offset * 60_000);
  if (Number.isNaN(local.getTime())) return '–';
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${local.toISOString().slice(0, -5).replace('T', ' ')} ${offset < 0 ? '-' : '+'}${pair(hours)}:${pair(minutes)}`;
}

/** Formats a time like {@link formatTime} without seconds: `2024-05-01 14:03 +02:00`. */
export function formatMinute(time: number | null, offset?: number): string {
  return formatTime(time, offset).replace(/:\d\d /, ' ');
}

/** `1 message`, `2 messages`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function pair(value: number): string {
  return String(value).padStart(2, '0');
}

/** Says that unfinished files of killed runs were removed from a target folder. */
export function formatLeftovers(count: number): string {
  return `${plural(count, 'unfinished file')} of an earlier run that was killed: removed.`;
}
