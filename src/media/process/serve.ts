import { type HelperRequest, type HelperResponse, toFailure } from './protocol.ts';

/**
 * The main loop of a helper process: answers its parent's requests one at a time and exits with it. Anything `answer`
 * throws is returned as a failure.
 */
export function serveParent(answer: (question: unknown) => Promise<unknown>): void {
  let turn: Promise<void> = Promise.resolve();
  process.on('message', (message) => {
    const { id, question } = message as HelperRequest;
    turn = answerAfter(turn, async () => {
      const response = await respond(id, question, answer);
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

async function respond(
  id: number,
  question: unknown,
  answer: (question: unknown) => Promise<unknown>,
): Promise<HelperResponse> {
  try {
    return { id, value: await answer(question) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
}
