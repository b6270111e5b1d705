import { z } from 'zod';
import { pageOf } from '../../contract/common.ts';
import {
  PeopleQuerySchema,
  PersonDetailSchema,
  PersonQuerySchema,
  PersonSummarySchema,
} from '../../contract/people.ts';
import { getPerson, listPeople } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';

const PersonParams = z.object({
  key: z.string().min(1).max(300).describe('Key of the person, or any of their handles in any notation.'),
});

/** People over all channels and backups. */
export const peopleRoutes = resources(
  'people',
  resource({
    path: '/people',
    operationId: 'listPeople',
    summary: 'List people over all channels',
    description: 'Contacts with all their handles, and handles that are no contact’s; over all backups or some.',
    query: PeopleQuerySchema,
    answer: pageOf(PersonSummarySchema).describe('A page.'),
    errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: (app, _params, query) => listPeople(app.views, query),
  }),
  resource({
    path: '/people/:key',
    operationId: 'getPerson',
    summary: 'Show one person with their chats and records',
    params: PersonParams,
    query: PersonQuerySchema,
    answer: PersonDetailSchema.describe('The person.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: (app, { key }, { backup }) => getPerson(app.views, key, backup),
  }),
);
