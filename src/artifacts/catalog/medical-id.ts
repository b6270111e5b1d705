import { BLOOD_TYPES } from '../kit/health/blood-types.ts';
import { defineRecords, documents, f, from, textOf } from '../kit/records/index.ts';
import type { MaybeValue } from '../kit/records/value.ts';

const KEY = (name: string): string => `HKMedicalIDData${name}Key`;
const BLOOD_TYPE = from([KEY('BloodType')], (type) => (type === 0 ? null : type));
const HALF_DAY_MS = 43_200_000;
const dayOf = (date: MaybeValue, shift: number): string | null =>
  date instanceof Date && !Number.isNaN(date.getTime())
    ? new Date(date.getTime() + shift).toISOString().slice(0, 10)
    : null;
/** Midnight in UTC, or where the phone was: half a day later it is that day in UTC, too. */
const BIRTHDAY = from(
  [KEY('GmtBirthdate'), KEY('Birthdate')],
  (utc, local) => dayOf(utc, 0) ?? dayOf(local, HALF_DAY_MS),
);
/** A quantity with its unit: `178 cm`. */
const quantity = (name: string) =>
  from([`${KEY(name)}/ValueKey`, `${KEY(name)}/UnitKey/HKUnitStringKey`], (value, unit) =>
    value === null ? null : `${textOf(value)} ${textOf(unit)}`.trim(),
  );

/** The Medical ID: what an emergency doctor sees, and who is called. */
export const medicalId = defineRecords({
  id: 'medical-id',
  title: 'Medical ID',
  area: 'health',
  version: 2,
  needs: 'encrypted',
  absent: 'No Medical ID was set up.',
  seenOn: ['keys as iOS writes them', 'synthetic'],
  store: documents('HealthDomain', 'MedicalID/MedicalIDData.archive'),
  kinds: {
    medical_ids: {
      id: 'medical-id',
      name: ['Medical ID', 'Medical IDs'],
      icon: 'heart-pulse',
      privacy: 'P2',
      rows: '',
      fields: {
        name: f.text(KEY('Name'), 'Name.'),
        birthday: f.text(BIRTHDAY, 'Date of birth.', { label: 'Born' }),
        bloodType: f.code(BLOOD_TYPE, 'Blood type.', BLOOD_TYPES),
        height: f.text(quantity('Height'), 'Height, with its unit.', { label: 'Height' }),
        weight: f.text(quantity('Weight'), 'Weight, with its unit.', { label: 'Weight' }),
        conditions: f.text(KEY('MedicalConditions'), 'Medical conditions.'),
        allergies: f.text(KEY('AllergyInfo'), 'Allergies and reactions.'),
        medication: f.text(KEY('MedicationInfo'), 'Medications.'),
        notes: f.text(KEY('MedicalNotes'), 'Medical notes.', { label: 'Notes' }),
        isOrganDonor: f.flag(KEY('IsOrganDonor'), 'Organ donor.', { label: 'Organ donor' }),
        language: f.text(KEY('PrimaryLanguageCode'), 'First language.'),
        savedAt: f.date(KEY('DateSaved'), 'When it was last saved.', { label: 'Saved' }),
      },
      show: {
        at: 'savedAt',
        title: 'name',
        text: ['conditions', 'allergies', 'medication', 'bloodType', 'notes'],
      },
    },
    emergency_contacts: {
      id: 'emergency-contact',
      name: ['Emergency contact', 'Emergency contacts'],
      icon: 'contact',
      privacy: 'P2',
      rows: `${KEY('EmergencyContacts')}/*`,
      fields: {
        name: f.text('HKEmergencyContactNameKey', 'Who it is.'),
        number: f.handle('HKEmergencyContactPhoneNumberKey', 'Phone number.'),
        relation: f.text('HKEmergencyContactRelationshipKey', 'Relation to the owner of the phone.'),
        label: f.text('HKEmergencyContactPhoneNumberLabelKey', 'What the number is called.'),
      },
      show: {
        title: ['name', 'number'],
        text: ['number', 'relation'],
        with: 'number',
        called: { number: 'name' },
      },
    },
  },
  example: {
    store: {
      archive: {
        HKMedicalIDDataNameKey: 'Robin Vega',
        HKMedicalIDDataGmtBirthdateKey: new Date('1991-03-04T00:00:00Z'),
        HKMedicalIDDataBirthdateKey: new Date('1991-03-03T23:00:00Z'),
        HKMedicalIDDataBloodTypeKey: 7,
        HKMedicalIDDataHeightKey: { ValueKey: 178, UnitKey: { HKUnitStringKey: 'cm' } },
        HKMedicalIDDataWeightKey: { ValueKey: 71.5, UnitKey: { HKUnitStringKey: 'kg' } },
        HKMedicalIDDataMedicalConditionsKey: 'Asthma',
        HKMedicalIDDataAllergyInfoKey: 'Wasps',
        HKMedicalIDDataMedicationInfoKey: 'Inhaler, when needed',
        HKMedicalIDDataMedicalNotesKey: 'Inhaler is in the left pocket.',
        HKMedicalIDDataIsOrganDonorKey: true,
        HKMedicalIDDataPrimaryLanguageCodeKey: 'en',
        HKMedicalIDDataDateSavedKey: new Date('2025-05-04T15:20:00Z'),
        HKMedicalIDDataEmergencyContactsKey: [
          {
            HKEmergencyContactNameKey: 'Ida Berg',
            HKEmergencyContactPhoneNumberKey: '+4915112345670',
            HKEmergencyContactRelationshipKey: 'sister',
            HKEmergencyContactPhoneNumberLabelKey: 'mobile',
          },
        ],
      },
    },
    rows: {
      medical_ids: `
        name       | birthday   | bloodType  | height | weight  | conditions | allergies | medication           | notes                          | isOrganDonor | language | savedAt
        Robin Vega | 1991-03-04 | o-positive | 178 cm | 71.5 kg | Asthma     | Wasps     | Inhaler, when needed | Inhaler is in the left pocket. | true         | en       | 2025-05-04T15:20:00Z`,
      emergency_contacts: `
        name     | number         | relation | label
        Ida Berg | +4915112345670 | sister   | mobile`,
    },
  },
});
