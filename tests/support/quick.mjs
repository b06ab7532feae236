// What `npm run quick` leaves to `npm test`: what takes seconds, and is rarely what breaks.

/** Given to a test as its options. */
export const slow = { skip: process.env.QUICK ? 'left to npm test' : false };
