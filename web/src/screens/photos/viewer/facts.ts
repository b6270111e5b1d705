import type { PhotoView } from '../../../../../src/contract/photos.ts';
import { formatDecimal } from '../../../format/numbers.ts';

/** `+02:00` of 7200 seconds: the name of a zone that is nothing but an offset (ECMA-402 takes whole minutes). */
export function offsetName(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The lines about the camera: which one, its lens, and how the picture was exposed. */
export function cameraOf({ camera }: PhotoView, words: { readonly flash: string }): readonly string[] {
  const { make, model, lens, iso, aperture, shutterSpeed, focalLength, focalLength35mm, flashFired } = camera;
  // Most models name their maker already.
  const body = [model?.includes(make ?? '') === true ? null : make, model].filter((part) => part !== null).join(' ');
  const exposure = [
    focalLength === null ? null : lengthOf(focalLength, focalLength35mm),
    aperture === null ? null : `ƒ/${formatDecimal(aperture, 1)}`,
    shutterSpeed === null || shutterSpeed <= 0 ? null : exposureTime(shutterSpeed),
    iso === null ? null : `ISO ${formatDecimal(iso, 0)}`,
    flashFired === true ? words.flash : null,
  ].filter((part) => part !== null);
  return [body, lens ?? '', exposure.join(' · ')].filter((line) => line !== '');
}

/** `6.8 mm (24 mm)`: as it is, and as it would be on film. */
function lengthOf(millimetres: number, on35mm: number | null): string {
  const own = `${formatDecimal(millimetres, 1)} mm`;
  return on35mm === null ? own : `${own} (${formatDecimal(on35mm, 0)} mm)`;
}

/** `1/120 s`, `2.5 s` */
function exposureTime(seconds: number): string {
  return seconds < 0.4 ? `1/${formatDecimal(1 / seconds, 0)} s` : `${formatDecimal(seconds, 1)} s`;
}
