import { idempotencyScope, uuidFrom } from '../../services/idempotency-scope.ts';

describe('the scope of an idempotency key', () => {
  it('is the same for the same token, path and key, and only then', () => {
    const scope = idempotencyScope('token', '/api/x', 'key');
    expect(idempotencyScope('token', '/api/x', 'key')).toBe(scope);
    const others = [
      idempotencyScope('other', '/api/x', 'key'),
      idempotencyScope('token', '/api/y', 'key'),
      idempotencyScope('token', '/api/x', 'other'),
      idempotencyScope('token', '/api/xkey', ''),
    ];
    expect(new Set([scope, ...others]).size).toBe(5);
  });

  it('without a key is never the same twice', () => {
    expect(idempotencyScope('t', '/', undefined)).not.toBe(idempotencyScope('t', '/', undefined));
  });

  it('tells nothing of what it is made of, since it goes to Temporal', () => {
    expect(idempotencyScope('token', '/api/x', 'aline.durand@example.org')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives UUIDs that everything accepts', () => {
    const ids = Array.from({ length: 500 }, (_, index) => uuidFrom(`seed ${index}`));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(500);
  });
});
