import { formatDecimal } from './numbers.ts';

/** `52.51450° N, 13.35010° E`, with a precision of about a metre. */
export function coordinatesOf(latitude: number, longitude: number): string {
  const one = (value: number, [positive, negative]: readonly [string, string]): string =>
    `${formatDecimal(Math.abs(value), 5)}° ${value < 0 ? negative : positive}`;
  return `${one(latitude, ['N', 'S'])}, ${one(longitude, ['E', 'W'])}`;
}
