import { z } from 'zod';
import type { Routes } from '../context.ts';
import { REPORT_LIMIT } from '../rate-limits.ts';
import { CSP_REPORTS } from '../security-headers.ts';

/** Maximum length of a logged value. */
const MAX_LOGGED_LENGTH = 300;

const Value = z
  .string()
  .transform((text) => text.slice(0, MAX_LOGGED_LENGTH))
  .optional();

/** The used parts of a report (https://www.w3.org/TR/CSP3/#deprecated-serialize-violation). */
const ReportSchema = z.object({
  'csp-report': z.object({
    'effective-directive': Value,
    'blocked-uri': Value,
    'source-file': Value,
    'line-number': z.number().optional(),
    'script-sample': Value,
  }),
});

/** Logs violations of the page's content security policy: a defect or a failed attack. */
export const cspReportRoutes: Routes = () => async (server) => {
  server.addContentTypeParser(
    'application/csp-report',
    { parseAs: 'string' },
    server.getDefaultJsonParser('error', 'error'),
  );
  server.post(
    CSP_REPORTS,
    { config: { open: true, rateLimit: REPORT_LIMIT }, schema: { hide: true, body: ReportSchema } },
    async (request, reply) => {
      request.log.warn({ violation: request.body['csp-report'] }, 'the page violated its content security policy');
      return reply.code(204).send();
    },
  );
};
