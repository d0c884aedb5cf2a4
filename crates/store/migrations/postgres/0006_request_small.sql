-- A request's row is where it stands; what happened to it is read from its stream. The story was the last of its members.
UPDATE request SET request = left(request, position(',"log":[' IN request) - 1) || '}'
WHERE position(',"log":[' IN request) > 0;
