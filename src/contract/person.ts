import { z } from 'zod';

/** A person, resolved from a handle. */
export const PersonSchema = z.object({
  handle: z.string().nullable().describe('As stored; null for the owner if no handle is stored.'),
  handleText: z
    .string()
    .nullable()
    .describe('The handle for people: a phone number as its country writes it, anything else as stored.'),
  name: z.string().describe('Contact name, else `handleText`, else "You" or "Unknown".'),
  contact: z.string().nullable().describe('Key of the contact.'),
  hasPhoto: z.boolean().optional().describe('True if the contact has a picture; not there if it has none.'),
  isOwner: z.boolean(),
});
/** A person, resolved from a handle. */
export type PersonView = z.infer<typeof PersonSchema>;
