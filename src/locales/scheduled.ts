/** `message.schedule_type` of messages to be sent later (iOS 18). */
const SEND_LATER = 2;

/** `message.schedule_state` (docs/format/messages.md): 0 tells nothing, 3 was sent, others were not when the backup was made. */
const SENT = 3;

/** True for a message that is scheduled and not yet sent, by the `details` of its view. Page and exports have the same rule. */
export function isScheduled({ details }: { readonly details: Readonly<Record<string, unknown>> }): boolean {
  const { raw, flags } = details as { readonly raw?: Readonly<Record<string, unknown>>; readonly flags?: unknown };
  if (raw?.['scheduleType'] !== SEND_LATER) return false;
  const state = raw['scheduleState'] ?? 0;
  return state === 0 ? !(Array.isArray(flags) && flags.includes('sent')) : state !== SENT;
}
