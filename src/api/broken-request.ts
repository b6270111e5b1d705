import type { Socket } from 'node:net';
import { toProblem } from '../contract/problem.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { PROBLEM_TYPE } from './problems.ts';

const HEADERS_TOO_LARGE = 'HPE_HEADER_OVERFLOW';

/**
 * Sends a problem document for invalid HTTP and timeouts, for which there is no request object. A connection on which
 * nothing was asked is only closed: browsers open some ahead, and would take an answer for that to a request which they
 * send at the same moment. Where they find it closed, they ask again.
 */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesRead === 0) {
    socket.destroy();
    return;
  }
  const problem = toProblem(
    error.code === HEADERS_TOO_LARGE
      ? new DomainError('REQUEST_TOO_LARGE', msg('detail.headers-too-large'))
      : new DomainError('BAD_REQUEST', msg('detail.broken-request')),
  );
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.status === 400 ? 'Bad Request' : 'Content Too Large'}\r\n` +
      `Content-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
