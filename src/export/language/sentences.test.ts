import { expect, it } from 'vitest';
import { paymentWords } from './sentences.ts';
import { wordsIn } from './words.ts';

it('describes payments as far as they are stored', () => {
  const ann = { handle: null, handleText: null, name: 'Ann', contact: null, isOwner: false };
  const owner = { handle: null, handleText: null, name: 'Max', contact: null, isOwner: true };
  const payment = {
    amount: 0,
    currency: 'INR',
    at: 1,
    sender: ann,
    receiver: owner,
    transactionId: 'T',
    statusCode: 6,
    errorCode: 'E1',
  };
  expect(paymentWords(payment, wordsIn())).toBe('Payment: 0 INR, from Ann, to You, state code 6, error code E1');
  const empty = { currency: null, sender: null, receiver: null, statusCode: null, errorCode: null };
  expect(paymentWords({ ...payment, ...empty, amount: null }, wordsIn())).toBe('Payment');
});
