import { z } from 'zod';
import { ChatSchema } from './chat.ts';
import { CursorSchema, FlagSchema, LimitSchema, TimeSchema } from './common.ts';
import { PersonSchema } from './person.ts';

/** A member of a chat. */
export const WhatsappMemberSchema = PersonSchema.extend({
  isAdmin: z.boolean(),
  isActive: z.boolean().describe('False for somebody who left.'),
});

/** A WhatsApp chat as lists show it. */
export const WhatsappChatSchema = ChatSchema.extend({
  participants: z.array(WhatsappMemberSchema).describe('Members. Lists show the first few of a large group.'),
  jid: z.string().nullable().describe('Address, with the phone number where it is known.'),
  isHidden: z.boolean().describe('The app does not show it in its list.'),
  isRemoved: z.boolean().describe('Deleted; what is left of it.'),
  isBlocked: z.boolean().describe('The owner blocked this person.'),
  mutedUntil: TimeSchema.describe('When muting ends or ended; null and muted: never.'),
});
/** A WhatsApp chat as lists show it. */
export type WhatsappChatView = z.infer<typeof WhatsappChatSchema>;

/** A WhatsApp chat in full. */
export const WhatsappChatDetailSchema = WhatsappChatSchema.extend({
  subject: z.string().nullable().describe('The name of the group.'),
  about: z.string().nullable().describe('What the person says about themselves.'),
  owner: PersonSchema.nullable().describe('Who made the group.'),
  createdAt: TimeSchema.describe('When the group was made.'),
  draft: z.string().nullable().describe('What was typed and not sent.'),
  disappearingSeconds: z.number().int().nullable().describe('Messages disappear after so long; 0 never.'),
  liveLocationUntil: TimeSchema,
  sessions: z.array(z.record(z.string(), z.unknown())).describe('The sessions of the source it was merged from.'),
});
/** A WhatsApp chat in full. */
export type WhatsappChatDetailView = z.infer<typeof WhatsappChatDetailSchema>;

/** `GET …/artifacts/whatsapp/chats` */
export const WhatsappChatsQuerySchema = z.object({
  q: z.string().max(1000).optional().describe('Words of the title, or of a name or handle of a member.'),
  kind: ChatSchema.shape.kind.optional(),
  archived: FlagSchema.optional().describe('Only archived ones, or only those that are not.'),
  sort: z.enum(['recent', 'title', 'messages']).default('recent'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
