//! Relations between who asks and what is asked about.

/// How somebody stands to an object. The letter is the one of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Any object of the city.
    City,
    /// A candidate of the district.
    District,
    /// The institution holds the student's registration.
    Registered,
    /// The student sits in the institution.
    Studies,
    /// The front institution of the student's programme.
    Front,
    /// The partner university of the student's programme.
    Partner,
    /// The institution a transfer was applied for to.
    Receiving,
    /// One's own.
    Own,
}

impl Relation {
    /// Every relation, in the order of the table.
    pub const ALL: [Relation; 8] = [
        Relation::City,
        Relation::District,
        Relation::Registered,
        Relation::Studies,
        Relation::Front,
        Relation::Partner,
        Relation::Receiving,
        Relation::Own,
    ];

    /// The letter.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Relation::City => 'c',
            Relation::District => 'd',
            Relation::Registered => 'r',
            Relation::Studies => 's',
            Relation::Front => 'f',
            Relation::Partner => 'p',
            Relation::Receiving => 'v',
            Relation::Own => 'o',
        }
    }

    /// The relation of a letter.
    #[must_use]
    pub fn of_letter(letter: char) -> Option<Self> {
        Relation::ALL.into_iter().find(|relation| relation.letter() == letter)
    }
}
