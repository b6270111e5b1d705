import { z } from 'zod';

/** A person, resolved from a handle. */
export const PersonSchema = z.object({
  handle: z.string().nullable().describe('As stored; null for the owner if no handle is stored.'),
  name: z.string().describe('Contact name, else the handle, else "You" or "Unknown".'),
  contact: z.string().nullable().describe('Key of the contact.'),
  isOwner: z.boolean(),
});
/** A person, resolved from a handle. */
export type PersonView = z.infer<typeof PersonSchema>;
