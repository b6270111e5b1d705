/** By precedence, because browsers also name those that they are compatible with. */
const PROGRAMS = [
  ['Edge', /Edg/],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox|FxiOS/],
  ['Chrome', /Chrome|CriOS/],
  ['Safari', /Safari/],
] as const;
const SYSTEMS = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux|X11/],
] as const;

/** Browser and system as the `User-Agent` header names them: "Firefox, Linux". Empty if it names none. */
export function browserName(userAgent: string | undefined): string {
  const found = [PROGRAMS, SYSTEMS].map((names) => names.find(([, pattern]) => pattern.test(userAgent ?? ''))?.[0]);
  return found.filter((name) => name !== undefined).join(', ');
}
