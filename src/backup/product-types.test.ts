import { describe, expect, it } from 'vitest';
import { productNameOf } from './product-types.ts';

describe('productNameOf', () => {
  it.each([
    ['iPhone3,1', 'iPhone 4'],
    ['iPhone9,3', 'iPhone 7'],
    ['iPhone13,3', 'iPhone 12 Pro'],
    ['iPhone18,4', 'iPhone Air'],
    ['iPad16,3', 'iPad Pro 11-inch (M4)'],
    ['iPod9,1', 'iPod touch (7th generation)'],
    ['iPhone99,1', null],
    ['__proto__', null],
  ])('%s is %s', (type, name) => {
    expect(productNameOf(type)).toBe(name);
  });
});
