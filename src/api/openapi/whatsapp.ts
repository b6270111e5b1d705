import type { PersonView } from '../../contract/person.ts';
import type { WhatsappChatView } from '../../contract/whatsapp.ts';

/** Examples of WhatsApp; `at` is the time of the last message. */
export function whatsappExamples(member: PersonView, at: number): { readonly WhatsappChat: WhatsappChatView } {
  const whatsappChat: WhatsappChatView = {
    key: '7',
    title: 'Climbing',
    name: 'Climbing',
    kind: 'group',
    service: 'whatsapp',
    participants: [{ ...member, isAdmin: true, isActive: true }],
    participantCount: 1,
    messageCount: 512,
    unreadCount: 0,
    firstAt: at - 86_400_000,
    lastAt: at,
    lastText: 'Who brings the rope?',
    lastGist: null,
    lastSystemMessage: null,
    isArchived: false,
    isPinned: true,
    isMuted: false,
    photo: null,
    jid: '15550100-1600000000@g.us',
    isHidden: false,
    isRemoved: false,
    isBlocked: false,
    mutedUntil: null,
  };
  return { WhatsappChat: whatsappChat };
}
