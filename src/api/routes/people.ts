import { z } from 'zod';
import { pageOf } from '../../contract/common.ts';
import {
  PeopleQuerySchema,
  PersonDetailSchema,
  PersonQuerySchema,
  PersonSummarySchema,
} from '../../contract/people.ts';
import { getPerson, listPeople } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';

const PersonParams = z.object({
  key: z.string().min(1).max(300).describe('Key of the person, or any of their handles in any notation.'),
});

/** People over all channels and backups. */
export const peopleRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['people'];

    server.get(
      '/people',
      {
        schema: {
          operationId: 'listPeople',
          summary: 'List people over all channels',
          description: 'Contacts with all their handles, and handles that are no contact’s; over all backups or some.',
          tags,
          security: TOKEN,
          querystring: PeopleQuerySchema,
          response: answers(
            { 200: pageOf(PersonSummarySchema).describe('A page.') },
            'BACKUP_NOT_FOUND',
            'LIMIT_EXCEEDED',
          ),
        },
      },
      ({ query }) => listPeople(app.views, defined(query)),
    );

    server.get(
      '/people/:key',
      {
        schema: {
          operationId: 'getPerson',
          summary: 'Show one person with conversations, chats, calls and photos',
          tags,
          security: TOKEN,
          params: PersonParams,
          querystring: PersonQuerySchema,
          response: answers(
            { 200: PersonDetailSchema.describe('The person.') },
            'BACKUP_NOT_FOUND',
            'NOT_FOUND',
            'LIMIT_EXCEEDED',
          ),
        },
      },
      ({ params: { key }, query: { backup } }) => getPerson(app.views, key, backup),
    );
  };
