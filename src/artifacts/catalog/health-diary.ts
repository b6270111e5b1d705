import { WEEKDAY_WORDS, WEEKDAYS } from '../kit/calendar-days.ts';
import { BLOOD_TYPES } from '../kit/health/blood-types.ts';
import { categoryRows } from '../kit/health/categories.ts';
import { MEDICATION_KINDS, MEDICATION_LOOKUPS } from '../kit/health/medications.ts';
import { HEALTH_STORES, NAMES_FILE, OF_SAMPLES, RECORDED_BY, SOURCES } from '../kit/health/store.ts';
import type { CodeWords } from '../kit/records/fields.ts';
import { defineRecords, f, from, textOf } from '../kit/records/index.ts';
import type { MaybeValue } from '../kit/records/value.ts';

const RECORDED_AT = f.cocoaTime('sample.start_date', 'When it was recorded.', { label: 'When' });

/** Results of an ECG: those with other limits of the heart rate are of the second version of the app. */
const ECG_RESULTS: CodeWords = {
  0: ['unknown', 'No result'],
  1: ['poor-recording', 'Inconclusive: poor recording'],
  2: ['inconclusive', 'Inconclusive'],
  3: ['sinus-rhythm', 'Sinus rhythm'],
  4: ['atrial-fibrillation', 'Atrial fibrillation'],
  5: ['inconclusive-high', 'Inconclusive: high heart rate'],
  6: ['inconclusive-low', 'Inconclusive: low heart rate'],
  7: ['high-sinus-rhythm', 'High heart rate'],
  8: ['atrial-fibrillation', 'Atrial fibrillation'],
  9: ['high-atrial-fibrillation', 'Atrial fibrillation, high heart rate'],
  10: ['inconclusive-high', 'Inconclusive: high heart rate'],
};

/** `HKStateOfMindLabel`, from 1. */
const FEELINGS =
  'amazed amused angry anxious ashamed brave calm content disappointed discouraged disgusted embarrassed excited frustrated grateful guilty happy hopeless irritated jealous joyful lonely passionate peaceful proud relieved sad scared stressed surprised worried annoyed confident drained hopeful indifferent overwhelmed satisfied'.split(
    ' ',
  );
/** `HKStateOfMindAssociation`, from 1. */
const SUBJECTS =
  'community,current events,dating,education,family,fitness,friends,health,hobbies,identity,money,partner,self-care,spirituality,tasks,travel,work,weather'.split(
    ',',
  );
/** Codes that are numbers from 1, by names in their order. */
const numbered = (names: readonly string[]): CodeWords =>
  Object.fromEntries(names.map((name, index) => [index + 1, [name.replaceAll(' ', '-'), capitalised(name)] as const]));
const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
/** Seven equal parts of −1 to 1. */
const PLEASANT = 7;
const pleasantness = (valence: MaybeValue) =>
  typeof valence === 'number' ? Math.min(PLEASANT, Math.floor(((valence + 1) * PLEASANT) / 2) + 1) : null;

const QUESTIONNAIRES = { 287: ['anxiety', 'Anxiety (GAD-7)'], 288: ['depression', 'Depression (PHQ-9)'] } as const;
const DEPRESSION = 288;
/** Results by the number of the questionnaire: that about depression has one more. */
const RISKS = {
  anxiety: { 1: 'minimal', 2: 'mild', 3: 'moderate', 4: 'severe' },
  depression: { 1: 'minimal', 2: 'mild', 3: 'moderate', 4: 'moderately-severe', 5: 'severe' },
} as const;

const EVENTS = {
  99: ['mindfulness', 'Mindful minutes'],
  140: ['high-pulse', 'High heart rate notification'],
  147: ['low-pulse', 'Low heart rate notification'],
  156: ['irregular-rhythm', 'Irregular rhythm notification'],
  178: ['loud-environment', 'Loud environment notification'],
  189: ['toothbrushing', 'Toothbrushing'],
  199: ['loud-headphones', 'Headphone notification'],
  236: ['low-cardio-fitness', 'Low cardio fitness notification'],
  237: ['handwashing', 'Handwashing'],
  250: ['unsteady-walking', 'Walking steadiness notification'],
  254: ['hypertension', 'Hypertension notification'],
  276: ['sleep-apnoea', 'Sleep apnoea notification'],
} as const;
const UNSTEADY_WALKING = 250;

const timeOfDay = (hour: string, minute: string) =>
  from([hour, minute], (hours, minutes) =>
    typeof hours === 'number'
      ? [hours, Number(minutes ?? 0)].map((part) => `${part}`.padStart(2, '0')).join(':')
      : null,
  );

const PROFILE_KEYS = ['birthdate', 'sex', 'blood_type', 'fitzpatrick_skin_type', 'wheelchair_use'];
/** The value of one key; 0 is not set. */
const profile = (wanted: string) =>
  from(['key', 'value'], (key, value) => (key === wanted && value !== 0 ? value : null));
const COCOA_EPOCH = Date.UTC(2001, 0, 1);
const BIRTHDAY = from([profile('birthdate')], (seconds) =>
  typeof seconds === 'number' ? new Date(COCOA_EPOCH + seconds * 1000).toISOString().slice(0, 10) : null,
);

/** What Health has besides measurements: medications, ECGs, moods, questionnaires, notifications, the sleep schedule and the profile. */
export const healthDiary = defineRecords({
  id: 'health-diary',
  title: 'Diary and medications of Health',
  area: 'health',
  version: 4,
  needs: 'encrypted',
  absent: 'This backup holds no database of Health.',
  seenOn: ['the code of iOS 18 and 26, and values as Apple documents them', 'synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES, ...MEDICATION_LOOKUPS },
  kinds: {
    ...MEDICATION_KINDS,
    health_ecgs: {
      id: 'ecg',
      name: ['ECG', 'ECGs'],
      icon: 'heart-pulse',
      privacy: 'P2',
      rows: { store: 'health', of: 'ecg_samples' },
      ...OF_SAMPLES,
      fields: {
        recordedAt: RECORDED_AT,
        result: f.code('private_classification', 'What the app found.', ECG_RESULTS, { label: 'Result' }),
        beats: f.bpm('average_heart_rate', 'Beats per minute.', { label: 'Pulse' }),
        hasSymptoms: f.flag(
          from(['symptoms_status'], (status) => (status === 1 ? false : status === 2 ? true : null)),
          'Symptoms were added.',
          { label: 'With symptoms' },
        ),
        source: RECORDED_BY,
      },
      show: { at: 'recordedAt', title: 'result', text: ['beats', 'source'] },
    },
    health_moods: {
      id: 'state-of-mind',
      name: ['State of mind', 'States of mind'],
      icon: 'notebook-pen',
      privacy: 'P2',
      rows: { store: 'health', of: 'state_of_mind_samples' },
      ...OF_SAMPLES,
      lists: {
        labels: { table: 'state_of_mind_labels', owner: 'data_id' },
        domains: { table: 'state_of_mind_domains', owner: 'data_id' },
      },
      fields: {
        recordedAt: RECORDED_AT,
        kind: f.code('reflective_interval', 'A moment or a day.', {
          1: ['moment', 'Emotion'],
          2: ['day', 'Mood of the day'],
        }),
        pleasantness: f.code(
          from(['valence'], pleasantness),
          'How pleasant it was.',
          {
            1: ['very-unpleasant', 'Very unpleasant'],
            2: ['unpleasant', 'Unpleasant'],
            3: ['slightly-unpleasant', 'Slightly unpleasant'],
            4: ['neutral', 'Neutral'],
            5: ['slightly-pleasant', 'Slightly pleasant'],
            6: ['pleasant', 'Pleasant'],
            7: ['very-pleasant', 'Very pleasant'],
          },
          { label: 'How pleasant' },
        ),
        valence: f.real('valence', 'The same as a number from −1 to 1.', { label: 'Valence' }),
        feelings: f.codes('labels.label', 'What best describes the feeling.', numbered(FEELINGS), {
          label: 'Feelings',
        }),
        about: f.codes('domains.domain', 'What had the biggest impact.', numbered(SUBJECTS), { label: 'About' }),
        note: f.text('context', 'What was written about it.', { label: 'Note' }),
        source: RECORDED_BY,
      },
      show: { at: 'recordedAt', title: 'pleasantness', text: ['feelings', 'about', 'note'] },
    },
    health_questionnaires: {
      id: 'health-questionnaire',
      name: ['Questionnaire about mental health', 'Questionnaires about mental health'],
      icon: 'list-todo',
      privacy: 'P2',
      rows: { store: 'health', of: 'scored_assessment_samples' },
      ...OF_SAMPLES,
      fields: {
        recordedAt: RECORDED_AT,
        kind: f.code('sample.data_type', 'Which questionnaire.', QUESTIONNAIRES),
        risk: f.code(
          from(['sample.data_type', 'risk'], (type, risk) => {
            const words: Readonly<Record<string, string>> = type === DEPRESSION ? RISKS.depression : RISKS.anxiety;
            return words[textOf(risk)] ?? null;
          }),
          'The result.',
          {
            minimal: ['minimal', 'None or minimal'],
            mild: ['mild', 'Mild'],
            moderate: ['moderate', 'Moderate'],
            'moderately-severe': ['moderately-severe', 'Moderately severe'],
            severe: ['severe', 'Severe'],
          },
          { label: 'Result' },
        ),
        score: f.integer('score', 'Points.', { label: 'Points' }),
        source: RECORDED_BY,
      },
      show: { at: 'recordedAt', title: 'kind', text: ['risk', 'score'] },
    },
    health_events: {
      id: 'health-event',
      name: ['Event in Health', 'Events in Health'],
      icon: 'bell',
      privacy: 'P2',
      ...categoryRows(EVENTS),
      fields: {
        kind: f.code('data_type', 'What it was.', EVENTS),
        steadiness: f.code(
          from(['data_type', 'category.value'], (type, value) => (type === UNSTEADY_WALKING ? value : null)),
          'How steady the walk was, if that was the notification.',
          {
            1: ['low', 'Low'],
            2: ['very-low', 'Very low'],
            3: ['still-low', 'Still low'],
            4: ['still-very-low', 'Still very low'],
          },
          { label: 'Walking steadiness' },
        ),
        startedAt: f.cocoaTime('start_date', 'When it began.', { label: 'From' }),
        endedAt: f.cocoaTime('end_date', 'When it ended.', { label: 'To' }),
        source: RECORDED_BY,
      },
      show: { at: 'startedAt', title: 'kind', text: ['steadiness', 'source'] },
    },
    health_sleep_schedules: {
      id: 'sleep-schedule',
      name: ['Sleep schedule', 'Sleep schedules'],
      icon: 'alarm-clock',
      privacy: 'P2',
      rows: { store: 'health', of: 'sleep_schedule_samples' },
      ...OF_SAMPLES,
      fields: {
        recordedAt: f.cocoaTime('sample.start_date', 'Since when it has been valid.', { label: 'From' }),
        weekdays: f.codes(
          from(WEEKDAYS, (...days) => WEEKDAYS.filter((_, index) => days[index] === 1)),
          'On which days.',
          WEEKDAY_WORDS,
          { label: 'Weekdays' },
        ),
        bedtime: f.text(timeOfDay('bed_hour', 'bed_minute'), 'When to go to bed.', { label: 'Bedtime' }),
        wakeTime: f.text(timeOfDay('wake_hour', 'wake_minute'), 'When to get up.', { label: 'Wake up' }),
        isException: f.flag(
          from(['override_day_index'], (day) => typeof day === 'number'),
          'It was changed for a single day, without the others.',
          { label: 'For one day' },
        ),
        source: RECORDED_BY,
      },
      show: { at: 'recordedAt', title: 'bedtime', text: ['wakeTime', 'weekdays'] },
    },
    health_profile: {
      id: 'health-profile',
      name: ['Profile in Health', 'Profile in Health'],
      icon: 'contact-round',
      privacy: 'P2',
      rows: { store: 'health', of: 'key_value_secure' },
      where: from(['key', 'value'], (key, value) => PROFILE_KEYS.includes(textOf(key)) && value !== null),
      key: from(['key'], () => 'profile'),
      merge: { newest: 'changedAt' },
      fields: {
        birthday: f.text(BIRTHDAY, 'Date of birth.', { label: 'Birthday' }),
        sex: f.code(
          profile('sex'),
          'Sex.',
          { 1: ['female', 'Female'], 2: ['male', 'Male'], 3: ['other', 'Other'] },
          { label: 'Sex' },
        ),
        bloodType: f.code(profile('blood_type'), 'Blood type.', BLOOD_TYPES, { label: 'Blood type' }),
        skinType: f.integer(profile('fitzpatrick_skin_type'), 'Skin type by Fitzpatrick, 1 to 6.', {
          label: 'Skin type',
        }),
        wheelchair: f.flag(profile('wheelchair_use'), 'Uses a wheelchair.', { is: [2], label: 'Wheelchair' }),
        changedAt: f.cocoaTime('mod_date', 'When any of it was last changed.', { label: 'Changed' }),
      },
      show: { at: 'changedAt', title: 'birthday', text: ['sex', 'bloodType'] },
    },
  },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          ecg_samples: `
            data_id | private_classification | average_heart_rate | symptoms_status
            1101    | 3                      | 64                 | 1
            1102    | 10                     | 154                | 2
            1103    | 3                      | 70                 | 1`,
          state_of_mind_samples: `
            ROWID | data_id | reflective_interval | valence | context
            1104  | 1104    | 1                   | 0.8     | The concert!
            1105  | 1105    | 2                   | -0.3    |
            1106  | 1106    | 2                   | 1       |`,
          state_of_mind_labels: `ROWID | data_id | label \n 1 | 1104 | 17 \n 2 | 1104 | 25 \n 3 | 1105 | 39`,
          state_of_mind_domains: `ROWID | data_id | domain \n 1 | 1104 | 7 \n 2 | 1105 | 17`,
          scored_assessment_samples: `data_id | score | risk \n 1107 | 4 | 1 \n 1108 | 16 | 4`,
          category_samples: `
            data_id | value
            1109    | 0
            1110    | 0
            1113    | 0
            1114    | 0
            1115    | 4
            1116    | 0`,
          sleep_schedule_samples: `
            data_id | monday | tuesday | wednesday | thursday | friday | saturday | sunday | wake_hour | wake_minute | bed_hour | bed_minute | override_day_index
            1111    | 1      | 1       | 1         | 1        | 1      | 0        | 0      | 6         | 45          | 22       | 30         |
            1112    | 0      | 0       | 0         | 0        | 0      | 0        | 0      | 9         | 0           |          |            | 2460834`,
          key_value_secure: `
            ROWID | category | domain | key                   | value      | mod_date
            1     | 0        |        | birthdate             | -298512000 | 700000000
            2     | 0        |        | sex                   | 1          | 700000000
            3     | 0        |        | blood_type            | 7          | 700000100
            4     | 0        |        | fitzpatrick_skin_type | 2          | 700000000
            5     | 0        |        | wheelchair_use        | 1          | 700000000
            6     | 100      | other  | version               | 3          | 700000000`,
          medication_user_domain_concepts: [{ udc_id: 1 }, { udc_id: 2 }],
          user_domain_concepts: [
            {
              udc_id: 1,
              uuid: Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex'),
              creation_date: 770000000,
              modification_date: 770000500,
              deleted: 0,
            },
            {
              udc_id: 2,
              uuid: Buffer.from('102030405060708090a0b0c0d0e0f000', 'hex'),
              creation_date: 771000000,
              modification_date: null,
              deleted: 1,
            },
          ],
          user_domain_concept_properties: `
            udc_id | property_type | string_value | deleted
            1      | 160001        | With water   | 0
            1      | 160013        | 50 µg        | 0
            1      | 160000        | Old name     | 1
            2      | 160020        | Herbal drops | 0`,
          user_domain_concept_localized_strings: `
            udc_id | property_type | string_value          | locale | deleted
            1      | 160012        | Thyronova 50          | en_US  | 0
            1      | 160009        | Levothyroxine sodium  | en_US  | 0`,
          medication_dose_event_samples: [
            {
              data_id: 1201,
              log_origin: 2,
              medication_uuid: Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex'),
              scheduled_dose_quantity: 1,
              dose_quantity: 1,
              scheduled_date: 770940000,
              status: 4,
              unit_string: 'tablet',
            },
            {
              data_id: 1202,
              log_origin: 1,
              medication_uuid: Buffer.from('102030405060708090a0b0c0d0e0f000', 'hex'),
              scheduled_dose_quantity: null,
              dose_quantity: 20,
              scheduled_date: null,
              status: 5,
              unit_string: null,
            },
          ],
          samples: `
            data_id | start_date | end_date  | data_type
            1201    | 770940120  | 770940120 | 273
            1202    | 771100000  | 771100000 | 273
            1101    | 770940000  | 770940030 | 144
            1102    | 770940100  | 770940130 | 144
            1103    | 770940200  | 770940230 | 144
            1104    | 770950000  | 770950000 | 284
            1105    | 770950100  | 770950100 | 284
            1106    | 770950200  | 770950200 | 284
            1107    | 770960000  | 770960000 | 287
            1108    | 770960100  | 770960100 | 288
            1109    | 770970000  | 770970300 | 99
            1110    | 770970400  | 770970420 | 237
            1111    | 770980000  | 770980000 | 198
            1112    | 770990000  | 770990000 | 198
            1113    | 770971000  | 770971600 | 140
            1114    | 770972000  | 770972000 | 156
            1115    | 770973000  | 770973000 | 250
            1116    | 770974000  | 770974000 | 276`,
          objects: `
            data_id | provenance | type
            1201    | 221        | 1
            1202    | 221        | 1
            1101    | 221        | 1
            1102    | 221        | 1
            1103    | 221        | 2
            1104    | 221        | 1
            1105    | 221        | 1
            1106    | 221        | 1
            1107    | 221        | 1
            1108    | 221        | 1
            1109    | 221        | 1
            1110    | 221        | 1
            1111    | 221        | 1
            1112    | 221        | 1
            1113    | 221        | 1
            1114    | 221        | 1
            1115    | 221        | 1
            1116    | 221        | 1`,
          data_provenances: [{ ROWID: 221, source_id: 231, tz_name: 'Europe/Rome' }],
        },
      },
      [NAMES_FILE]: { tables: { sources: [{ ROWID: 231, name: 'Robin’s second watch' }] } },
    },
    rows: {
      health_medications: `
        name         | ingredient           | strength | notes      | addedAt              | modifiedAt           | isDeleted
        Thyronova 50 | Levothyroxine sodium | 50 µg    | With water | 2025-05-27T00:53:20Z | 2025-05-27T01:01:40Z | false
        Herbal drops |                      |          |            | 2025-06-07T14:40:00Z |                      | true`,
      health_doses: `
        loggedAt             | medication   | status  | dose | plannedDose | unit   | plannedAt            | origin    | source
        2025-06-06T22:02:00Z | Thyronova 50 | taken   | 1    | 1           | tablet | 2025-06-06T22:00:00Z | schedule  | Robin’s second watch
        2025-06-08T18:26:40Z | Herbal drops | skipped | 20   |             |        |                      | as-needed | Robin’s second watch`,
      health_ecgs: `
        recordedAt           | result            | beats | hasSymptoms | source
        2025-06-06T22:00:00Z | sinus-rhythm      | 64    | false       | Robin’s second watch
        2025-06-06T22:01:40Z | inconclusive-high | 154   | true        | Robin’s second watch`,
      health_moods: [
        {
          recordedAt: Date.UTC(2025, 5, 7, 0, 46, 40),
          kind: 'moment',
          pleasantness: 'very-pleasant',
          valence: 0.8,
          feelings: ['happy', 'proud'],
          about: ['friends'],
          note: 'The concert!',
          source: 'Robin’s second watch',
        },
        { kind: 'day', pleasantness: 'slightly-unpleasant', feelings: ['39'], about: ['work'] },
        { kind: 'day', pleasantness: 'very-pleasant', feelings: null, about: null },
      ],
      health_questionnaires: `
        recordedAt           | kind       | risk              | score | source
        2025-06-07T03:33:20Z | anxiety    | minimal           | 4     | Robin’s second watch
        2025-06-07T03:35:00Z | depression | moderately-severe | 16    | Robin’s second watch`,
      health_events: `
        kind             | steadiness     | startedAt            | endedAt              | source
        mindfulness      |                | 2025-06-07T06:20:00Z | 2025-06-07T06:25:00Z | Robin’s second watch
        handwashing      |                | 2025-06-07T06:26:40Z | 2025-06-07T06:27:00Z | Robin’s second watch
        high-pulse       |                | 2025-06-07T06:36:40Z | 2025-06-07T06:46:40Z | Robin’s second watch
        irregular-rhythm |                | 2025-06-07T06:53:20Z | 2025-06-07T06:53:20Z | Robin’s second watch
        unsteady-walking | still-very-low | 2025-06-07T07:10:00Z | 2025-06-07T07:10:00Z | Robin’s second watch
        sleep-apnoea     |                | 2025-06-07T07:26:40Z | 2025-06-07T07:26:40Z | Robin’s second watch`,
      health_sleep_schedules: [
        {
          recordedAt: Date.UTC(2025, 5, 7, 9, 6, 40),
          weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
          bedtime: '22:30',
          wakeTime: '06:45',
          isException: false,
          source: 'Robin’s second watch',
        },
        {
          recordedAt: Date.UTC(2025, 5, 7, 11, 53, 20),
          weekdays: [],
          bedtime: null,
          wakeTime: '09:00',
          isException: true,
          source: 'Robin’s second watch',
        },
      ],
      health_profile: `
        birthday   | sex    | bloodType  | skinType | wheelchair | changedAt
        1991-07-18 | female | o-positive | 2        | false      | 2023-03-08T20:28:20Z`,
    },
  },
});
