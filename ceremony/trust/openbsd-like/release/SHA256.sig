untrusted comment: verify with o.pub
RWTEdopm6VDyd+egEHG+Z2mgiMyqmbN+NzZ//nS5kT3h0XOpYdF90RTafQhDKXHlhMuzd2O/C66ZAjYrh8nzJmDGvgFhe9iPEQ0=
SHA256 (base76.tgz) = 3138322b7275b11da2e93b2e235ef2e71fa29c12c34b6ad38194da0787b29390
SHA256 (bsd.rd) = a3a28bb0d6962899be0f40d302e5850981f5b26f51f29e964a6b3fb0d38f9c52
