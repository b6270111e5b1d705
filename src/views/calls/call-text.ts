/** Describes a call in English: `Missed group video call`, `Voice call, 2:05`. */
export function callText(call: {
  readonly isMissed: boolean;
  readonly isGroup: boolean | null;
  readonly isVideo: boolean | null;
  readonly seconds: number | null;
}): string {
  const words = [
    call.isMissed ? 'missed' : null,
    call.isGroup === true ? 'group' : null,
    call.isVideo === true ? 'video' : 'voice',
    'call',
  ].filter((word) => word !== null);
  const text = words.join(' ');
  const length = call.seconds === null || call.seconds <= 0 ? '' : `, ${clock(call.seconds)}`;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${length}`;
}

/** Formats a duration: `2:05`, `1:00:00`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
