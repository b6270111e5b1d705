/** The artifact that names people: what shows them was made from it too. */
export const NAMING_ARTIFACT = 'contacts';
