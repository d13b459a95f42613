/** What browsers do to the tags used here by default, taken back. */
export const RESET = `*,
*::before,
*::after {
  box-sizing: border-box;
  min-width: 0;
  margin: 0;
  padding: 0;
}

h1,
h2,
h3,
h4,
th,
button,
input,
select,
textarea {
  font: inherit;
  color: inherit;
  text-align: inherit;
}

button,
hr {
  border: 0;
}

button {
  background: none;
}

a {
  color: inherit;
  text-decoration: none;
}

ul,
ol,
summary {
  list-style: none;
}

table {
  width: 100%;
  border-collapse: collapse;
}

input,
select,
textarea {
  appearance: none;
  border: 0;
  background: none;
}

textarea {
  display: block;
  resize: vertical;
}

::placeholder {
  color: inherit;
  opacity: 1;
}

img {
  display: block;
  flex: none;
  max-width: 100%;
  height: auto;
}`;
