import { z } from 'zod';

/** Who is behind a handle, resolved once for page, export and CLI alike. */
export const PersonSchema = z.object({
  handle: z.string().nullable().describe('As the source has it; null for the owner where it names none.'),
  name: z.string().describe('Contact name, else the handle, else "You" or "Unknown".'),
  contact: z.string().nullable().describe('Key of the contact.'),
  isOwner: z.boolean(),
});
/** Who is behind a handle. */
export type PersonView = z.infer<typeof PersonSchema>;
