import { PHOTO_TRAITS, type PhotoTrait } from '../../contract/photo-traits.ts';
import type { PhotoRow } from './rows.ts';

/** A column, and the value of it that shows a trait; without one, any value does. */
interface TraitRule {
  readonly column: keyof PhotoRow;
  readonly value?: string | true;
}

/** How the columns of a photo show its traits. */
export const TRAIT_RULES: Readonly<Record<PhotoTrait, TraitRule>> = {
  selfie: { column: 'isSelfie', value: true },
  portrait: { column: 'hasDepth', value: true },
  panorama: { column: 'subtype', value: 'panorama' },
  'slow-motion': { column: 'subtype', value: 'slow-motion' },
  'time-lapse': { column: 'subtype', value: 'time-lapse' },
  'screen-recording': { column: 'subtype', value: 'screen-recording' },
  burst: { column: 'burst' },
  animated: { column: 'isAnimated', value: true },
  hdr: { column: 'isHdr', value: true },
  raw: { column: 'isRaw', value: true },
  spatial: { column: 'isSpatial', value: true },
  edited: { column: 'isEdited', value: true },
  'alt-text': { column: 'altText' },
  duplicate: { column: 'isDuplicate', value: true },
  'shared-library': { column: 'inSharedLibrary', value: true },
};

/** The traits of a photo. */
export function traitsOf(row: PhotoRow): PhotoTrait[] {
  return PHOTO_TRAITS.filter((trait) => {
    const { column, value } = TRAIT_RULES[trait];
    return value === undefined ? row[column] !== null : row[column] === value;
  });
}
