export { getPerson, listPeople, type PeopleQuery } from './persons.ts';
export { listRecordsOf } from './records-of-person.ts';
