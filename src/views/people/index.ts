export { peopleIndexOf } from './all-people.ts';
export type { Person, PersonIndex } from './person-index.ts';
export { getPerson, listPeople, type PeopleQuery } from './persons.ts';
export { listRecordsOf } from './records-of-person.ts';
