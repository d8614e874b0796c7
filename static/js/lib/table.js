/* A table of the browser's own database, of rows that have an `id` and a moment `at`. */
// In the order of writing; what was put or deleted is safe when it answers.
export function table(name, rows) {
  let opened;
  const open = () =>
    (opened ??= new Promise((done, fail) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(rows, { keyPath: "id" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    }));
  const ask = async (mode, act) => {
    const transaction = (await open()).transaction(rows, mode);
    const asked = act(transaction.objectStore(rows));
    return new Promise((done, fail) => {
      transaction.oncomplete = () => done(asked.result);
      transaction.onabort = () => fail(transaction.error);
    });
  };
  return {
    all: async () => {
      const found = await ask("readonly", (store) => store.getAll());
      return found.sort((one, other) => one.at.localeCompare(other.at));
    },
    put: (row) => ask("readwrite", (store) => store.put(row)),
    delete: (id) => ask("readwrite", (store) => store.delete(id)),
  };
}
