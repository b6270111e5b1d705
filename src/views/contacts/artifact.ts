/** The artifact that resolves names: whatever shows people depends on it. */
export const NAMING_ARTIFACT = 'contacts';
