import type { Lookup } from '../records/declaration.ts';
import { f } from '../records/fields.ts';
import { from, lookup } from '../records/source.ts';
import { OF_SAMPLES, RECORDED_BY } from './store.ts';

/** Types of the properties of a medication. */
const PROPERTY = {
  nickname: 160000,
  notes: 160001,
  brand: 160007,
  generic: 160009,
  preferred: 160012,
  strength: 160013,
  freeText: 160020,
};

/** A text of one type by the number of the medication. */
const textOfType = (table: string, wanted: number): Lookup => ({
  store: 'health',
  of: table,
  where: from(['property_type', 'deleted'], (type, deleted) => type === wanted && deleted !== 1),
  key: 'udc_id',
  value: 'string_value',
});
const own = (type: number) => textOfType('user_domain_concept_properties', type);
const listed = (type: number) => textOfType('user_domain_concept_localized_strings', type);

/** The names of a medication by its number: what the owner calls it, what was typed in, and that of the list of Health. */
const nameOf = (id: Parameters<typeof lookup>[1]) =>
  ['nicknames', 'freeTexts', 'preferredNames', 'brands', 'generics'].map((names) => lookup(names, id));

/** Lookups of {@link MEDICATION_KINDS}. */
export const MEDICATION_LOOKUPS: Readonly<Record<string, Lookup>> = {
  concepts: { store: 'health', of: 'user_domain_concepts', key: 'uuid', value: 'udc_id' },
  nicknames: own(PROPERTY.nickname),
  freeTexts: own(PROPERTY.freeText),
  notes: own(PROPERTY.notes),
  strengths: own(PROPERTY.strength),
  preferredNames: listed(PROPERTY.preferred),
  brands: listed(PROPERTY.brand),
  generics: listed(PROPERTY.generic),
};

/** Medications, and when they were taken. */
export const MEDICATION_KINDS = {
  health_medications: {
    id: 'medication',
    name: ['Medication', 'Medications'],
    icon: 'circle-dot',
    privacy: 'P2',
    rows: { store: 'health', of: 'medication_user_domain_concepts' },
    join: { concept: { table: 'user_domain_concepts', on: 'udc_id', key: 'udc_id' } },
    key: 'udc_id',
    fields: {
      name: f.text(nameOf('udc_id'), 'Name: what the owner calls it, otherwise its name in Health.'),
      ingredient: f.text(lookup('generics', 'udc_id'), 'Its generic name.', { label: 'Generic name' }),
      strength: f.text(lookup('strengths', 'udc_id'), 'Its strength.', { label: 'Strength' }),
      notes: f.text(lookup('notes', 'udc_id'), 'Notes of the owner.'),
      addedAt: f.cocoaTime('concept.creation_date', 'When it was added.', { label: 'Added' }),
      modifiedAt: f.cocoaTime('concept.modification_date', 'When it was last changed.'),
      isDeleted: f.flag('concept.deleted', 'Removed from the list.'),
    },
    show: { at: 'addedAt', title: 'name', text: ['ingredient', 'strength', 'notes'] },
  },
  health_doses: {
    id: 'medication-dose',
    name: ['Dose of a medication', 'Doses of medications'],
    icon: 'list-todo',
    privacy: 'P2',
    rows: { store: 'health', of: 'medication_dose_event_samples' },
    ...OF_SAMPLES,
    fields: {
      loggedAt: f.cocoaTime('sample.start_date', 'When it was taken or skipped, or should have been.', {
        label: 'When',
      }),
      medication: f.text(nameOf(lookup('concepts', 'medication_uuid')), 'The medication.', { label: 'Medication' }),
      status: f.code('status', 'What became of it.', {
        1: ['unanswered', 'No answer'],
        2: ['not-sent', 'Not notified'],
        3: ['snoozed', 'Snoozed'],
        4: ['taken', 'Taken'],
        5: ['skipped', 'Skipped'],
        6: ['not-logged', 'Not logged'],
      }),
      dose: f.real('dose_quantity', 'How much was taken.', { label: 'Dose' }),
      plannedDose: f.real('scheduled_dose_quantity', 'How much was planned.', { label: 'Planned dose' }),
      unit: f.text('unit_string', 'Unit of the dose.'),
      plannedAt: f.cocoaTime('scheduled_date', 'When it was planned.', { label: 'Planned' }),
      origin: f.code(
        'log_origin',
        'Whether it was planned.',
        { 1: ['as-needed', 'As needed'], 2: ['schedule', 'By schedule'] },
        { label: 'Origin' },
      ),
      source: RECORDED_BY,
    },
    show: { at: 'loggedAt', title: 'medication', text: ['status', 'dose', 'unit'] },
  },
} as const;
