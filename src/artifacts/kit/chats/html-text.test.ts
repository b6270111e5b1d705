import { expect, it } from 'vitest';
import { computingTime } from '../../../../test/support/computing-times.ts';
import { htmlText } from './html-text.ts';

it('is the text, with emoji, without quotes of answers and what is not shown', () => {
  const quote =
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><b>Ida</b><p>Old</p></blockquote>';
  expect(htmlText(`${quote}<p>New <img itemid="x" alt="🙂" itemtype="http://schema.skype.com/Emoji"></p>`)).toBe(
    'New 🙂',
  );
  expect(htmlText('<style>p { color: red }</STYLE>One<br>two &amp; <img alt="a photo" src="x">&#51;')).toBe(
    'One\ntwo & 3',
  );
  expect(htmlText('<blockquote>Said</blockquote>by me')).toBe('Said\nby me');
  expect(htmlText('a <style>b')).toBe('a b');
});

it.each([
  '<style>',
  '<blockquote itemtype="',
  '<blockquote itemtype="Reply">',
  '<blockquote itemtype="" ',
  '<img ',
  '<img alt="" ',
  'alt="" ',
  'itemtype="Emoji" ',
  '<br ',
  '<',
  '&#',
])('takes a time that is linear in the length of a text of many %j', (part) => {
  for (const text of [part.repeat(20_000), `<img ${part.repeat(20_000)}>`, `<blockquote ${part.repeat(20_000)}>`]) {
    expect(computingTime(() => htmlText(text))).toBeLessThan(1_000);
  }
});
