import type { PhotoView } from '../../../../../src/contract/photos.ts';
import { formatDecimal } from '../../../format/numbers.ts';

/** Lines about the camera: model, lens and exposure. */
export function cameraOf({ camera }: PhotoView, words: { readonly flash: string }): readonly string[] {
  const { make, model, lens, iso, aperture, shutterSpeed, focalLength, focalLength35mm, flashFired } = camera;
  // Most models include the name of their maker.
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

/** `6.8 mm (24 mm)`: focal length, and its 35 mm equivalent. */
function lengthOf(millimetres: number, on35mm: number | null): string {
  const own = `${formatDecimal(millimetres, 1)} mm`;
  return on35mm === null ? own : `${own} (${formatDecimal(on35mm, 0)} mm)`;
}

/** `1/120 s`, `2.5 s` */
function exposureTime(seconds: number): string {
  return seconds < 0.4 ? `1/${formatDecimal(1 / seconds, 0)} s` : `${formatDecimal(seconds, 1)} s`;
}
