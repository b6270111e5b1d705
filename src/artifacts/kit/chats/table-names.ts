/** Names of the tables of a declared chat app. */
export interface ChatTableNames {
  readonly chats: string;
  readonly items: string;
  readonly messages: string;
  readonly attachments: string;
  /** Null if the app has no call log. */
  readonly calls: string | null;
}

/** The table names of an app. */
export function chatTableNames(id: string, hasCalls: boolean): ChatTableNames {
  const prefix = id.replaceAll('-', '_');
  return {
    chats: `${prefix}_chats`,
    items: `${prefix}_chat_items`,
    messages: `${prefix}_messages`,
    attachments: `${prefix}_attachments`,
    calls: hasCalls ? `${prefix}_calls` : null,
  };
}
