import { z } from 'zod';
import { ChatSchema } from './chat.ts';
import { TimeSchema } from './common.ts';
import { PersonSchema } from './person.ts';

/** A member of a chat. */
export const WhatsappMemberSchema = PersonSchema.extend({
  isAdmin: z.boolean(),
  isActive: z.boolean().describe('False for former members.'),
});

/** A WhatsApp chat in a list. */
export const WhatsappChatSchema = ChatSchema.extend({
  participants: z.array(WhatsappMemberSchema).describe('Members. Lists have only the first few of a large group.'),
  jid: z.string().nullable().describe('WhatsApp address, with the phone number if known.'),
  isHidden: z.boolean().describe('Hidden in the app’s list.'),
  isRemoved: z.boolean().describe('Deleted in the app; partly preserved.'),
  isBlocked: z.boolean().describe('The owner blocked this person.'),
  mutedUntil: TimeSchema.describe('End of muting; null while muted without end.'),
});
/** A WhatsApp chat in a list. */
export type WhatsappChatView = z.infer<typeof WhatsappChatSchema>;

/** A WhatsApp chat in full. */
export const WhatsappChatDetailSchema = WhatsappChatSchema.extend({
  subject: z.string().nullable().describe('Name of the group.'),
  about: z.string().nullable().describe('Status text of the person.'),
  owner: PersonSchema.nullable().describe('Creator of the group.'),
  createdAt: TimeSchema.describe('Creation time of the group.'),
  draft: z.string().nullable().describe('Unsent text.'),
  disappearingSeconds: z
    .number()
    .int()
    .nullable()
    .describe('What the person has set for new chats: lifetime of messages in seconds; 0 for unlimited.'),
  liveLocationUntil: TimeSchema,
  sessions: z.array(z.record(z.string(), z.unknown())).describe('The merged sessions of the source.'),
});
/** A WhatsApp chat in full. */
export type WhatsappChatDetailView = z.infer<typeof WhatsappChatDetailSchema>;
