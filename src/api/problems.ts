import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { toProblem } from '../contract/problem.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';
import { DomainError, ERROR_TABLE, type ErrorCode, isDomainError } from '../model/errors.ts';
import { type Finding, invalidValue } from './invalid-value.ts';

/** Media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** Codes and messages for errors of the framework. */
const FRAMEWORK_ERRORS: Readonly<Record<string, readonly [ErrorCode, StoredMessage]>> = {
  FST_ERR_BAD_URL: ['BAD_REQUEST', msg('detail.bad-url')],
  FST_ERR_MAX_PARAM_LENGTH: ['BAD_REQUEST', msg('detail.url-too-long')],
  FST_ERR_CTP_BODY_TOO_LARGE: ['REQUEST_TOO_LARGE', msg('detail.body-too-large')],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['UNSUPPORTED_MEDIA_TYPE', msg('detail.json-expected')],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['BAD_REQUEST', msg('detail.body-empty')],
  FST_ERR_CTP_INVALID_JSON_BODY: ['BAD_REQUEST', msg('detail.body-not-json')],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['BAD_REQUEST', msg('detail.wrong-content-length')],
};

/** Maps an error for the client. Unexpected errors do not disclose their cause. */
function toDomainError(error: unknown, route: string | undefined): DomainError {
  if (isDomainError(error)) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return validationError(error, route);
  const { code, statusCode } = frameworkFacts(error);
  const known = code === null ? undefined : FRAMEWORK_ERRORS[code];
  if (known !== undefined) return new DomainError(known[0], known[1], { cause: error });
  if (statusCode !== null && statusCode >= 400 && statusCode < 500) {
    return new DomainError('BAD_REQUEST', msg('detail.broken-request'), { cause: error });
  }
  return new DomainError('INTERNAL', undefined, { cause: error });
}

/** Headers of an error response. */
function problemHeaders(error: DomainError): Record<string, string> {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  const { retryAfterSeconds, size } = error.details;
  if (typeof retryAfterSeconds === 'number') headers['retry-after'] = String(retryAfterSeconds);
  if (error.code === 'RANGE_NOT_SATISFIABLE' && typeof size === 'number') headers['content-range'] = `bytes */${size}`;
  // RFC 9110 §11.6.1 requires a challenge with every 401; the schemes are our own.
  if (error.code === 'UNAUTHORIZED') headers['www-authenticate'] = 'ApiToken header="X-API-Token"';
  if (error.code === 'SESSION_EXPIRED') headers['www-authenticate'] = 'BackupSession header="X-Backup-Session"';
  return headers;
}

/** The error handler: sends a problem document and logs server errors with their cause. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toDomainError(thrown, request.routeOptions.url);
  if (ERROR_TABLE[error.code].status >= 500) request.log.error({ err: thrown }, 'request failed');
  else request.log.debug({ code: error.code, detail: error.detail.code }, 'request refused');
  const problem = toProblem(error);
  // As text, to bypass the serializer of the route.
  return reply.code(problem.status).headers(problemHeaders(error)).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/**
 * Describes the first invalid value by its location, without repeating the value. Malformed ids in the path are
 * reported as not found.
 */
function validationError(error: unknown, route: string | undefined): DomainError {
  const { validation, validationContext } = error as {
    validation: readonly (Finding & { readonly instancePath: string })[];
    validationContext?: string;
  };
  const [first] = validation;
  const field = first?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  if (validationContext === 'params') {
    const isBackup = field === 'id' && route?.startsWith('/backups/') === true;
    return new DomainError(isBackup ? 'BACKUP_NOT_FOUND' : 'NOT_FOUND', undefined, { cause: error });
  }
  const place = PLACES[validationContext ?? ''] ?? 'other';
  const what =
    field === ''
      ? msg('invalid.whole', { place: place === 'headers' ? 'other' : place })
      : msg('invalid.field', { field, place });
  const problem = first === undefined ? msg('invalid.other') : invalidValue(first);
  return new DomainError('BAD_REQUEST', msg('detail.invalid-field', { field: what, problem }), {
    details: { place: place === 'other' ? 'request' : place, ...(field === '' ? {} : { field }) },
    cause: error,
  });
}

const PLACES: Readonly<Record<string, 'query' | 'body' | 'headers'>> = {
  querystring: 'query',
  body: 'body',
  headers: 'headers',
};

function frameworkFacts(error: unknown): { code: string | null; statusCode: number | null } {
  if (!(error instanceof Error)) return { code: null, statusCode: null };
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  return {
    code: typeof code === 'string' ? code : null,
    statusCode: typeof statusCode === 'number' ? statusCode : null,
  };
}
