/** `HKBloodType`; 0 is not set. */
export const BLOOD_TYPES = {
  1: ['a-positive', 'A+'],
  2: ['a-negative', 'A−'],
  3: ['b-positive', 'B+'],
  4: ['b-negative', 'B−'],
  5: ['ab-positive', 'AB+'],
  6: ['ab-negative', 'AB−'],
  7: ['o-positive', 'O+'],
  8: ['o-negative', 'O−'],
} as const;
