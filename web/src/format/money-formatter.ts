/** Codes that `Intl` takes: it throws for others. */
const CODE = /^[A-Z]{3}$/i;

/** Writes amounts of money in a locale: `₹12.50`; what is no code of a currency follows the number as it is stored. */
export function moneyFormatter(locale: string): (amount: number, currency: string | null) => string {
  return (amount, currency) => {
    if (currency === null || !CODE.test(currency)) {
      const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(amount);
      return currency === null ? number : `${number} ${currency}`;
    }
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  };
}
