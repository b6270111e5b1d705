export { getWhatsappChat, listWhatsappChats, type WhatsappChatQuery } from './chats.ts';
export { findWhatsappMessages, getWhatsappMessage, listWhatsappMessages, whatsappDays } from './messages.ts';
