import { type HelperRequest, type HelperResponse, toFailure } from './protocol.ts';

/**
 * The main program of a helper process: answers the questions of its parent one after another, and ends with it.
 * Whatever `answer` throws goes back as a failure.
 */
export function serveParent(answer: (question: unknown) => Promise<unknown>): void {
  let turn: Promise<void> = Promise.resolve();
  process.on('message', (message) => {
    const { id, question } = message as HelperRequest;
    turn = answerAfter(turn, async () => {
      const response = await respond(id, question, answer);
      // The parent may be gone by now; then the 'disconnect' below ends this process.
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
