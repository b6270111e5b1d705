import type { AttachmentView, MessageView } from '../../../../../src/contract/chat.ts';

/** Props of the views of attachments. */
export interface AttachmentProps {
  readonly attachment: AttachmentView;
  readonly message: MessageView;
}
