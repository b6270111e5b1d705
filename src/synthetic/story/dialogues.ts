import type { Language } from '../people.ts';

/** A line of a dialogue, by the owner of the phone (`me`) or by the other side. */
export type DialogueLine = readonly [by: 'me' | 'they', text: string];

const me = (text: string): DialogueLine => ['me', text];
const they = (text: string): DialogueLine => ['they', text];

/** What people write to each other in the demo: everyday talk, in the language of the conversation. */
export const DIALOGUES: Readonly<Record<Language, readonly (readonly DialogueLine[])[]>> = {
  en: [
    [
      they('Are you back from Italy already?'),
      me('Since last night. I could sleep for a week 😴'),
      they('How was Venice?'),
      me('Crowded, beautiful, and my feet hurt. Padova was the real surprise'),
      they('Send photos!!'),
      me('Give me an hour, I took about six hundred'),
      they('Of course you did 😂'),
      me('The one of the lake at sunrise is going on the wall'),
    ],
    [
      me('Is the oven still making that noise?'),
      they('Worse. It hums in B flat now'),
      me('I can come by on Saturday with the multimeter'),
      they('You are a hero. There will be lasagne'),
      me('From which oven?'),
      they('…good point. There will be pizza'),
    ],
    [
      they('Grandma turns 80 in three weeks, who has an idea?'),
      me('A book with pictures from all of us?'),
      they('She would love that. And she would cry'),
      me('Good crying. I’ll scan the old ones this weekend'),
      they('I have two boxes from the attic, I’ll bring them on Sunday'),
      me('Perfect. Don’t tell her, she guesses everything'),
      they('My lips are sealed 🤐'),
    ],
    [
      me('Running ten minutes late, sorry! The tram is stuck behind a lorry'),
      they('No stress, I got us the table by the window'),
      me('Order me the lemonade please'),
      they('Already done 🍋'),
      me('I can see you waving'),
    ],
    [
      they('Did you get the contract?'),
      me('Signed it this morning!'),
      they('CONGRATULATIONS 🎉🎉'),
      me('I start on the first. I’m a bit nervous to be honest'),
      they('You’ve been doing that job for two years without the title'),
      me('Thank you, I needed that'),
      they('Dinner on me on Friday. No discussion'),
    ],
    [
      me('Which colour did we say for the kitchen?'),
      they('The green one, Sage something'),
      me('There are four Sage somethings here'),
      they('Send me a picture'),
      me('The light in here makes all of them look grey'),
      they('Then take the second from the left and we never speak of it again'),
      me('Deal'),
    ],
    [
      they('The kids want to open a lemonade stand again'),
      me('Last year they made 14 dollars and ate half of the lemons'),
      they('They have a business plan now. With a chart'),
      me('Then I’m investing'),
      they('Saturday at ten, in front of our house'),
      me('I’ll bring ice and my best customer face'),
    ],
    [
      me('Can you feed the cat from Thursday to Sunday?'),
      they('Only if she stops staring at me while I do it'),
      me('She stares because she loves you'),
      they('She stares because she thinks I’m the can opener'),
      me('Both can be true. Key is with the neighbours'),
      they('OK, deal. Have fun at the wedding!'),
    ],
    [
      they('Running on Sunday? 10k along the river'),
      me('If it’s not before nine'),
      they('Half past nine, and coffee after'),
      me('You had me at coffee'),
      they('See you at the bridge'),
      me('I did it in 58 minutes!!! Don’t ask about the last hill'),
    ],
    [
      they('How is your dad?'),
      me('Home since yesterday. He complains about the soup, so he’s fine'),
      they('That’s the best news today'),
      me('He asked about you. And about your apple pie'),
      they('Tell him it’s in the oven'),
    ],
    [
      me('I’m reading the book you gave me'),
      they('Which part?'),
      me('She just found the letters'),
      they('Don’t write me until you’ve finished chapter twelve'),
      me('It’s one in the morning and I finished chapter twelve'),
      they('AND???'),
      me('I have no words. Tea tomorrow?'),
    ],
    [
      they('Train leaves at 8:12 from platform 3'),
      me('I’ll be there at eight with croissants'),
      they('Don’t forget the tickets this time'),
      me('That was ONE time'),
      they('It was Paris. We never forget Paris'),
    ],
  ],
  de: [
    [
      they('Bist du gut angekommen?'),
      me('Ja, mit zwanzig Minuten Verspätung. Also pünktlich 😄'),
      they('Wie ist das Wetter am Gardasee?'),
      me('22 Grad, und der See ist spiegelglatt'),
      they('Ich sitze im Nieselregen in Kassel. Schick sofort ein Foto'),
      me('Kommt. Heute Abend essen wir direkt am Wasser'),
    ],
    [
      me('Bringst du am Samstag den Kartoffelsalat mit?'),
      they('Mit Mayo oder mit Brühe?'),
      me('Diese Frage hat schon Familien zerstört'),
      they('Also beide 😂'),
      me('Du bist die Beste'),
    ],
    [
      they('Omas Geburtstag: Wer holt sie ab?'),
      me('Ich, um halb drei. Sie will vorher noch zum Friseur'),
      they('Mit 80! Ich liebe diese Frau'),
      me('Das Fotobuch ist übrigens fertig, es ist wunderschön geworden'),
      they('Ich habe jetzt schon Tränen in den Augen'),
    ],
    [
      me('Hast du den Schlüssel vom Keller?'),
      they('Der hängt bei Frau Vogel'),
      me('Sie hat mir auch gleich zwei Gläser Marmelade mitgegeben'),
      they('Das ist die Gebühr, die sie an uns zahlt'),
    ],
  ],
  fr: [
    [
      they('Tu viens dîner vendredi ?'),
      me('Avec plaisir ! J’apporte le dessert'),
      they('Pas encore la tarte au citron…'),
      me('Si, justement. La meilleure du quartier 🍋'),
      they('Bon, d’accord. À vingt heures alors'),
    ],
    [
      me('Tu as vu l’expo au musée ?'),
      they('Pas encore, dimanche peut-être'),
      me('Vas-y le matin, l’après-midi il y a une heure de queue'),
      they('Merci du conseil ! On se retrouve au café d’en face ?'),
      me('Parfait, midi et demi'),
    ],
    [
      they('Bonne nouvelle : on a les clés de l’appartement !'),
      me('Félicitations ! Quand est-ce qu’on repeint ?'),
      they('Samedi, si tu as encore ton vieux pull'),
    ],
  ],
  es: [
    [
      they('¿Cómo fue el viaje?'),
      me('Increíble. Verona de noche es otra cosa'),
      they('¡Qué envidia! ¿Y la comida?'),
      me('He vuelto con dos kilos más 😅'),
      they('El domingo nos lo cuentas todo en la playa'),
    ],
    [
      they('Mañana llega mi hermana a las seis'),
      me('¿Vamos a buscarla a la estación?'),
      they('Sí, y después unas tapas'),
    ],
  ],
  zh: [
    [
      they('周末有空一起去爬山吗？'),
      me('好啊，早上几点出发？'),
      they('七点在地铁站见'),
      me('七点……好吧，我带咖啡 ☕️'),
      they('哈哈，我带包子'),
    ],
    [they('你意大利的照片太美了！'), me('谢谢！那张湖边的是早上五点拍的'), they('下次带上我')],
  ],
  ja: [
    [
      they('旅行の写真、見たよ！すごくきれい'),
      me('ありがとう！ヴェネツィアは本当に夢みたいだった'),
      they('来週会えたら、ゆっくり話を聞かせて'),
      me('もちろん。お土産もあるよ 🎁'),
      they('楽しみ！土曜日の二時はどう？'),
    ],
    [they('電車が少し遅れてる、ごめん'), me('大丈夫、カフェで待ってるね'), they('あと五分で着く！')],
  ],
  ko: [
    [
      they('주말에 뭐 해?'),
      me('집에서 푹 쉬려고. 너는?'),
      they('새로 생긴 카페 가 볼래?'),
      me('좋아! 토요일 두 시 어때?'),
      they('완벽해 😊'),
    ],
    [they('사진 정말 예쁘다! 어디야?'), me('이탈리아 가르다 호수야'), they('나도 꼭 가 보고 싶어')],
  ],
  th: [
    [they('กลับมาจากเที่ยวแล้วเหรอ'), me('กลับมาเมื่อวานค่ะ สนุกมาก'), they('ส่งรูปมาให้ดูหน่อยสิ'), me('ได้เลย เดี๋ยวส่งให้ 😊')],
    [they('พรุ่งนี้ไปกินข้าวด้วยกันไหม'), me('ไปสิ ร้านเดิมนะ'), they('เจอกันหกโมงเย็น')],
  ],
  ar: [
    [
      they('الحمد لله على السلامة! كيف كانت الرحلة؟'),
      me('رائعة جدا، المدينة القديمة جميلة'),
      they('أرسل لنا الصور من فضلك'),
      me('حاضر، الليلة إن شاء الله 🌙'),
    ],
    [they('هل نلتقي يوم الجمعة؟'), me('نعم، بعد العصر مناسب'), they('ممتاز، في المقهى المعتاد ☕️')],
  ],
  vi: [
    [
      they('Đi chơi về chưa?'),
      me('Về hôm qua rồi, vui lắm'),
      they('Ảnh đẹp quá, chỗ nào vậy?'),
      me('Hồ Garda ở Ý đó'),
      they('Lần sau rủ mình đi với nha 😄'),
    ],
    [they('Tối nay ăn phở không?'), me('Ăn chứ! Bảy giờ nhé'), they('Ok, quán cũ')],
  ],
};

/** What shops, carriers and doctors write by SMS. */
export const NOTICES: readonly string[] = [
  'Your parcel arrives today between 14:00 and 16:00.',
  'Reminder: dentist appointment on Tuesday at 9:30. Reply C to cancel.',
  'Your table for four is confirmed for Friday, 19:00.',
  'Your prescription is ready to be picked up.',
  'Train 8127 to Verona departs from platform 4.',
  'Your parcel is waiting at the shop on the corner until Saturday.',
];
