import type { Language } from '../people.ts';
import type { Random } from '../random.ts';
import { DIALOGUES } from '../story/dialogues.ts';

/** Words for the slots of English phrases: enough for rare and common search hits. */
const SLOTS: readonly (readonly string[])[] = [
  [
    'dinner',
    'lunch',
    'coffee',
    'the meeting',
    'the match',
    'practice',
    'the concert',
    'our flight',
    'the appointment',
    'yoga',
  ],
  ['tonight', 'tomorrow', 'on Friday', 'next week', 'at noon', 'around 7', 'this weekend', 'in an hour', 'on Tuesday'],
  ['the station', 'my place', 'the café', 'the office', 'the park', 'the airport', 'the library', 'Harbour Street'],
  [
    'photos',
    'tickets',
    'keys',
    'groceries',
    'documents',
    'a charger',
    'an umbrella',
    'the invoice',
    'some lemons',
    'flowers',
  ],
];

/** `{0}`–`{3}` are replaced by a word of that slot, `#` by a number up to 99. */
const PHRASES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Are we still on for {0} {1}?',
    'Running # minutes late, sorry!',
    'Meet me at {2} {1}.',
    'Can you bring {3}?',
    'I left {3} at {2} 🙈',
    'ok',
    'Sounds good 👍',
    'haha 😂',
    'Did you see what happened at {2}?',
    'Call me when you can: +1 (415) 555-01##',
    'Here it is: https://example.com/item/##?ref=chat',
    "I'll pick up {3} on the way to {2}.",
    'No worries, see you {1}!',
    'That was the best {0} in ages 🎉',
    'Could you send the {3} before {0}?',
    'résumé, naïve, Ångström, cafe\u0301: all spelled right?',
    'My email is robin.sample@example.com',
    '👨‍👩‍👧‍👦 are all coming 🇫🇷',
  ],
  de: [
    'Bis gleich!',
    'Größere Straße, schöne Grüße 🍻',
    'Treffen wir uns um # Uhr am Bahnhof?',
    'Ich bringe Äpfel und Öl mit.',
    'Passt für mich.',
  ],
  fr: [
    'À tout à l’heure !',
    'Où es-tu ? Ça va ?',
    'J’ai acheté # croissants 🥐',
    'Très bien, merci.',
    'Le train est déjà parti…',
  ],
  es: ['¿Dónde estás?', 'Mañana a las # en la estación', '¡Qué alegría! 🎂', 'No me lo puedo creer, señor Núñez.'],
  zh: [
    '你好，今天晚上一起吃饭吗？',
    '好的，没问题👌',
    '我在地铁站等你，大概#分钟',
    '明天的会议改到下午了',
    '谢谢你的照片！',
  ],
  ja: [
    'おはようございます',
    '今日は#時に駅で会いましょう',
    '了解です🙆',
    '写真ありがとう、とても綺麗ですね',
    '電車が遅れています',
  ],
  ko: [
    '안녕하세요! 잘 지내세요?',
    '지금 가는 중이에요 #분만 기다려 주세요',
    '네, 좋아요 😊',
    '내일 점심 같이 먹을까요?',
  ],
  th: ['สวัสดีครับ วันนี้เป็นอย่างไรบ้าง', 'พรุ่งนี้เจอกัน#โมงที่สถานี', 'ขอบคุณมากค่ะ 🙏', 'กินข้าวหรือยัง'],
  ar: ['مرحبا، كيف حالك؟', 'سأصل بعد # دقيقة', 'شكرا جزيلا 🌹', 'نلتقي غدا في المحطة'],
  vi: ['Chào bạn, khỏe không?', 'Tối nay # giờ gặp nhau nhé', 'Cảm ơn nhiều 🙏', 'Đường đông quá, đợi mình chút'],
};

/** A phrase of `language` with its slots filled. */
export function phrase(random: Random, language: Language): string {
  if (random.isStory === true) return random.pick(random.pick(DIALOGUES[language]))[1];
  return random
    .pick(PHRASES[language])
    .replace(/\{(\d)\}|#/g, (_match, slot: string | undefined) =>
      slot === undefined ? String(random.below(100)) : random.pick(SLOTS[Number(slot)] as readonly string[]),
    );
}

/** Text of an ordinary message: one to three phrases. */
export function chatter(random: Random, language: Language): string {
  let text = phrase(random, language);
  if (random.isStory === true) return text;
  while (random.chance(0.3)) text += ` ${phrase(random, language)}`;
  return text;
}
