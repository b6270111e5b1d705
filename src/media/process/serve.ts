import { receiveSecret } from '../../backup/secret-pipe.ts';
import { toFailure } from '../../model/failure.ts';
import type { HelperRequest, HelperResponse } from './protocol.ts';

type Answer = (question: unknown, secret: Uint8Array | null) => Promise<unknown>;

/**
 * The main loop of a helper process: answers its parent's requests one at a time and exits with it. Anything `answer`
 * throws is returned as a failure.
 */
export function serveParent(answer: Answer): void {
  let turn: Promise<void> = Promise.resolve();
  process.on('message', (message) => {
    const request = message as HelperRequest;
    turn = answerAfter(turn, async () => {
      const response = await respond(request, answer);
      // The parent may have gone by now; then 'disconnect' below ends this process.
      process.send?.(response, undefined, {}, () => {});
    });
  });
  process.on('disconnect', () => process.exit());
}

async function answerAfter(turn: Promise<void>, answer: () => Promise<void>): Promise<void> {
  await turn;
  await answer();
}

async function respond({ id, question, secretBytes }: HelperRequest, answer: Answer): Promise<HelperResponse> {
  try {
    return { id, value: await answer(question, secretBytes === 0 ? null : receiveSecret(secretBytes)) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
}
