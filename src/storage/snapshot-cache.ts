/**
 * Keeps what is read by one argument. For repositories of one read transaction, which reads the same each time: exports
 * ask for the same once for each of hundreds of chats.
 */
export function kept<K, V>(read: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}
