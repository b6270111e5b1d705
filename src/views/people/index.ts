export { getPerson, listPeople, type PeopleQuery } from './persons.ts';
