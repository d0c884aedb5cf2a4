-- A request's row is where it stands; what happened to it is read from its stream. The story was the last of its members.
UPDATE request SET request = substr(request, 1, instr(request, ',"log":[') - 1) || '}'
WHERE instr(request, ',"log":[') > 0;
