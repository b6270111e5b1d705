import type { z } from 'zod';
import type { PersonView } from '../../../../src/contract/person.ts';
import type { RedactionSchema } from '../../../../src/contract/redaction.ts';

/** People whom a choice lists first, by their handles. */
export type RedactedPeople = readonly Pick<PersonView, 'handle'>[];

/** Whose names are removed. `others`: all people except the owner. */
export const WHO_CHOICES = ['nobody', 'chosen', 'others', 'everyone'] as const;
/** What becomes of pictures. */
export const PICTURE_CHOICES = ['leave-out', 'blur', 'keep'] as const;
/** What becomes of other files. */
export const FILE_CHOICES = ['leave-out', 'keep'] as const;

/** What a person has chosen to remove. */
export interface RedactionForm {
  readonly who: (typeof WHO_CHOICES)[number];
  readonly keys: ReadonlySet<string>;
  readonly numbers: boolean;
  /** One word or phrase a line. */
  readonly words: string;
  readonly places: boolean;
  readonly pictures: (typeof PICTURE_CHOICES)[number];
  readonly recordings: (typeof FILE_CHOICES)[number];
  readonly documents: (typeof FILE_CHOICES)[number];
}

/** The initial form: removes the names of all people except the owner, and files that cannot be searched. */
export const NOBODY: RedactionForm = {
  who: 'others',
  keys: new Set(),
  numbers: false,
  words: '',
  places: false,
  pictures: 'leave-out',
  recordings: 'leave-out',
  documents: 'leave-out',
};

/** The redaction of a form, as part of an export; nothing for none. */
export function redactionOf(form: RedactionForm | null): { readonly redaction?: z.input<typeof RedactionSchema> } {
  if (form === null) return {};
  const { who, keys, numbers, words, places, pictures, recordings, documents } = form;
  const people = who === 'others' || who === 'everyone' ? 'everyone' : who === 'chosen' ? [...keys] : [];
  return {
    redaction: {
      people,
      owner: who === 'everyone',
      numbers,
      words: words
        .split('\n')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
      places: places ? 'remove' : 'keep',
      pictures,
      recordings,
      documents,
    },
  };
}

/** True if a form removes something that has to be chosen first. */
export function isIncomplete(form: RedactionForm | null): boolean {
  return form?.who === 'chosen' && form.keys.size === 0;
}
