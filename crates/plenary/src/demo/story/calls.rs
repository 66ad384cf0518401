//! The two calls for contributions with their questions.

use super::{Call, Question, day};

/// Last year's call.
pub const CALL_2025: Call = Call {
    title: "What did the first seventy-two hours look like where you were?",
    introduction: "\
When a storm takes the power and the line, the first three days decide how the next three weeks go. \
We ask those who were there: residents, operators, officials, volunteers, researchers.\n\n\
Tell us **what happened**, not what the plan said. Dates, numbers and names of places help us more than \
principles. If something you know may not be repeated, choose a mark and tell us why; we would rather have it under \
a mark than not at all.\n\n\
You may answer one question or all four, in any of our six languages. Late answers are welcome and are labelled late.\n",
    published: day(540, 6, 0),
    deadline: day(470, 20, 0),
    questions: &[
        Question {
            text: "What stopped working first, and who noticed?",
            help: "A place, a date and a time if you can. Who was told, and how?",
        },
        Question {
            text: "What kept working longer than expected, and why?",
            help: "Batteries, a generator, a neighbour, a licence, a habit: whatever it was.",
        },
        Question {
            text: "What did you need to know from others in the first seventy-two hours and not get?",
            help: "From the operator, the authority, the power company, the village.",
        },
        Question {
            text: "What one thing should everybody be able to expect next time?",
            help: "One sentence that you would hold others to, and would be held to yourself.",
        },
    ],
};

/// This year's call.
pub const CALL_2026: Call = Call {
    title: "What may we expect of one another when the line goes dark?",
    introduction: "\
Last year we agreed on *The First Seventy-Two Hours*, a short text on what people need to know in an outage. It left one \
question open that came up in eleven of sixteen items: **who may count on whom, for what, and by when?**\n\n\
This year we write those expectations down: between operators and power companies, between authorities and operators, and \
between all of them and the communities at the end of the road. An expectation is less than a duty and more than a hope: \
it says who does what, in which time, and what they say when they cannot.\n\n\
Please disagree with one another. A text that hides a disagreement will be found out in the next storm.\n\n\
- Answer one question or all four, 80 to 350 words each way is plenty.\n\
- Use your own language; we keep it and mark it.\n\
- Attach plans, logs or tables where you can, and mark them if they are not for everyone.\n",
    published: day(210, 6, 0),
    deadline: day(120, 20, 0),
    questions: &[
        Question {
            text: "Which expectation on others did you plan with, and was it met?",
            help: "For example fuel, access, notice of a power cut, a telephone number that answers.",
        },
        Question {
            text: "What do you think others may expect of you, and in what time?",
            help: "Say hours rather than \"promptly\", and what you do when you cannot.",
        },
        Question {
            text: "What must be shared between operators, authorities and communities during an outage, and what must not?",
            help: "Think of maps, outage figures, sites of clinics, personal data, commercial secrets.",
        },
        Question {
            text: "Who is left out by the arrangements you know, and what would bring them in?",
            help: "By distance, language, disability, price, or because nobody has their number.",
        },
    ],
};
