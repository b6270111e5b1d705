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
  key: z.string().min(1).max(300).describe('Key of the person, or one of their handles in any notation.'),
});

/** People across all apps and backups. */
export const peopleRoutes = resources(
  'people',
  resource({
    path: '/people',
    operationId: 'listPeople',
    summary: 'List people',
    description: 'Contacts with their handles, and handles without a contact, from all or some backups.',
    query: PeopleQuerySchema,
    answer: pageOf(PersonSummarySchema).describe('A page.'),
    errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: (app, _params, query) => listPeople(app.views, query),
  }),
  resource({
    path: '/people/:key',
    operationId: 'getPerson',
    summary: 'Show one person with chats and records',
    params: PersonParams,
    query: PersonQuerySchema,
    answer: PersonDetailSchema.describe('The person.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: (app, { key }, { backup }) => getPerson(app.views, key, backup),
  }),
);
